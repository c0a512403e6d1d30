variable "profiling" { type = string }

resource "aws_sagemaker_endpoint" "cv" {
  name                 = "cv-formatter"
  endpoint_config_name = "cv-formatter"
  tags = {
    "aiact:risk-class"           = "minimal"
    "aiact:exemption-conditions" = "6.3.a"
    "aiact:exemption-profiling"  = var.profiling # unresolved: AIA105
  }
}
