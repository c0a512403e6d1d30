variable "entry" {
  type    = string
  default = "cv-screener-2"
}

resource "aws_sagemaker_endpoint" "cv" {
  name                 = "cv-screener"
  endpoint_config_name = "cv-screener"
  tags = {
    "aiact:risk-class"             = "high-risk"
    "aiact:annex-iii"              = "III.4.a"
    "aiact:registration-reference" = var.entry
  }
}
