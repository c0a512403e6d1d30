# Kept longer than declared: no contradiction.
resource "aws_cloudwatch_log_group" "inference" {
  name              = "/aws/sagemaker/Endpoints/cv-screener"
  retention_in_days = 365
  tags              = { AiActRiskClass = "high-risk" }
}
