resource "aws_sagemaker_endpoint" "cv" {
  name                 = "cv-screener"
  endpoint_config_name = "cv-screener"
  tags                 = { "aiact:risk-class" = "high-risk" }
}

resource "aws_cloudwatch_log_group" "cv" {
  name = "/aws/sagemaker/Endpoints/cv-screener"
  # aiact-lint: ignore[AIA502] until=soon follows with the new account   (expect: AIA005)
  retention_in_days = 30
}
