variable "assessment" { type = string }

resource "aws_sagemaker_endpoint" "cv" {
  name                 = "cv-formatter"
  endpoint_config_name = "cv-formatter"
  tags = {
    "aiact:risk-class"           = "minimal"
    "aiact:annex-iii"            = "III.4.a"
    "aiact:exemption-conditions" = "6.3.a"
    "aiact:exemption-assessment" = var.assessment # unresolved: AIA104
  }
}
