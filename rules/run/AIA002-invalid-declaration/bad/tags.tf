resource "aws_sagemaker_endpoint" "cv" {
  name                 = "cv-screener"
  endpoint_config_name = "cv-screener"
  tags = {
    "aiact:risk-class"             = "hgih" # expect: AIA002
    "aiact:logging-retention-days" = "half a year" # expect: AIA002
  }
}
