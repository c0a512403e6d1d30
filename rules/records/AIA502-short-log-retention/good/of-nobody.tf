resource "aws_sagemaker_endpoint" "cv" {
  name                 = "cv-screener"
  endpoint_config_name = "cv-screener"
  tags                 = { "aiact:risk-class" = "high-risk" }
}

# Belongs to no AI system, so nobody asks how long it is kept.
resource "aws_cloudwatch_log_group" "web" {
  name              = "/aws/lambda/web"
  retention_in_days = 7
}
