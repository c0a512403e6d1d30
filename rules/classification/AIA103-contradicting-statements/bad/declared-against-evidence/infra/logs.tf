locals { days = 30 }

resource "aws_cloudwatch_log_group" "inference" {
  name              = "/aws/sagemaker/Endpoints/cv-screener"
  retention_in_days = local.days
}
