# Stated, but not in the files: the rule cannot decide.
variable "risk_class" { type = string }

resource "aws_sagemaker_endpoint" "reader" {
  name                 = "invoice-reader"
  endpoint_config_name = "invoice-reader"
  tags                 = { "aiact:risk-class" = var.risk_class } # unresolved: AIA101
}
