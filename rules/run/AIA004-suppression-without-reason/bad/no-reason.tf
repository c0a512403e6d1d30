resource "aws_sagemaker_endpoint" "cv" {
  name                 = "cv-screener"
  endpoint_config_name = "cv-screener"
  /* expect: AIA004 */ tags = { "aiact:risk-class" = "high-risk" } # aiact-lint: ignore[AIA501]
}

resource "aws_cloudwatch_log_group" "cv" {
  name = "/aws/sagemaker/Endpoints/cv-screener"
  /* expect: AIA004 */ retention_in_days = 30 // aiact-lint: ignore[AIA502] until=2031-06-30
}
