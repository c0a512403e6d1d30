variable "retention" { type = number }

resource "aws_cloudwatch_log_group" "inference" {
  name              = "/aws/sagemaker/Endpoints/cv-screener"
  retention_in_days = var.retention # unresolved: AIA103
}
