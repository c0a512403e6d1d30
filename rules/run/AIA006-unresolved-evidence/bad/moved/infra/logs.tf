resource "aws_cloudwatch_log_group" "audit" {
  name              = "/aws/sagemaker/Endpoints/cv-screener"
  retention_in_days = 365
}
