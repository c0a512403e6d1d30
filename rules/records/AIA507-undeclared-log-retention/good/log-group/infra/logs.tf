resource "aws_cloudwatch_log_group" "inference" {
  name = "/aws/sagemaker/Endpoints/cv-screener"
}
