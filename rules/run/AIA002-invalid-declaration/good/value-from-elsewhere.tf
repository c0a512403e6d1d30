# The value is not in the files: the rules that need it say so, this one has nothing to judge.
variable "risk_class" { type = string }

resource "aws_sagemaker_endpoint" "cv" {
  name                 = "cv-screener"
  endpoint_config_name = "cv-screener"
  tags                 = { "aiact:risk-class" = var.risk_class }
}
