variable "threshold" { type = string }

resource "aws_sagemaker_endpoint" "cv" {
  name                 = "cv-screener"
  endpoint_config_name = "cv-screener"
  tags = {
    "aiact:risk-class"                     = "high-risk"
    "aiact:oversight-people"               = "recruiter on duty"
    "aiact:oversight-confidence-threshold" = var.threshold # unresolved: AIA403
  }
}
