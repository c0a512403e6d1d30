variable "entry" { type = string }

resource "aws_sagemaker_endpoint" "cv" {
  name                 = "cv-screener"
  endpoint_config_name = "cv-screener"
  tags = {
    "aiact:risk-class"             = "minimal"
    "aiact:exemption-conditions"   = "6.3.a"
    "aiact:registration-reference" = var.entry # unresolved: AIA303
  }
}
