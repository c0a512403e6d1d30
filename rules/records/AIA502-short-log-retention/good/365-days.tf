resource "aws_sagemaker_endpoint" "cv" {
  name                 = "cv-screener"
  endpoint_config_name = "cv-screener"
  tags                 = { "aiact:risk-class" = "high-risk" }
}

resource "aws_cloudwatch_log_group" "inference" {
  name              = "/aws/sagemaker/Endpoints/cv-screener"
  retention_in_days = 365
}
