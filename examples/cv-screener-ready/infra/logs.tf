resource "aws_kms_key" "logs" {
  description         = "Inference logs of ${local.name}"
  enable_key_rotation = true
}

resource "aws_cloudwatch_log_group" "inference" {
  name              = "/acme/hiring/${local.name}/inference"
  retention_in_days = var.log_retention_days
  kms_key_id        = aws_kms_key.logs.arn
  tags              = local.tags
}
