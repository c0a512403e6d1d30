# The uses are declared, but which ones is not in the files.
variable "uses" { type = string }

resource "aws_sagemaker_endpoint" "cv" {
  name                 = "cv-screening"
  endpoint_config_name = "cv-screening"
  tags = {
    "aiact:risk-class" = "high-risk"
    "aiact:annex-iii"  = var.uses # unresolved: AIA102
  }
}
