variable "endpoint" {
  type = string
}

variable "retention_days" {
  type = number
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/sagemaker/Endpoints/${var.endpoint}"
  retention_in_days = var.retention_days
}
