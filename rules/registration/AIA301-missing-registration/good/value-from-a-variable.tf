variable "entry" { type = string }

resource "aws_sagemaker_endpoint" "cv" {
  name                 = "cv-screener"
  endpoint_config_name = "cv-screener"
  tags = {
    "aiact:risk-class"             = "high-risk"
    "aiact:annex-iii"              = "III.4.a"
    "aiact:registration-reference" = var.entry # unresolved: AIA301
  }
}
