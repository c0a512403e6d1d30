resource "aws_sagemaker_endpoint" "cv" {
  name                 = "cv-screener"
  endpoint_config_name = "cv-screener"
  tags = {
    AiActRiskClass          = "HIGH_RISK"
    "aiact:annex-iii"       = "III.4.a"
    aiact_logging_retention_days = "365"
    Name                    = "risk-class of nothing"
  }
}
