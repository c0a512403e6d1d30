# The value is not in the files; AIA301 says that it cannot decide.
variable "entry" { type = string }

resource "aws_sagemaker_endpoint" "cv" {
  name                 = "cv-screener"
  endpoint_config_name = "cv-screener"
  tags = {
    "aiact:risk-class"             = "high-risk"
    "aiact:registration-reference" = var.entry
  }
}
