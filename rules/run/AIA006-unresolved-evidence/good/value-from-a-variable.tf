# Where the path comes from a variable there is nothing to look for.
variable "runbook" { type = string }

resource "aws_sagemaker_endpoint" "cv" {
  name                 = "cv-screener"
  endpoint_config_name = "cv-screener"
  tags                 = { "aiact:risk-class" = "high-risk", "aiact:oversight-evidence" = var.runbook }
}
