variable "overseer" { type = string }

resource "aws_sagemaker_endpoint" "cv" {
  name                 = "cv-screener"
  endpoint_config_name = "cv-screener"
  tags = {
    "aiact:risk-class" = "high-risk"
    "aiact:oversight"  = var.overseer # unresolved: AIA401
  }
}
