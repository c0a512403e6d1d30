variable "stop" { type = string }

resource "aws_sagemaker_endpoint" "cv" {
  name                 = "cv-screener"
  endpoint_config_name = "cv-screener"
  tags = {
    "aiact:risk-class"              = "high-risk"
    "aiact:oversight-people"        = "recruiter on duty"
    "aiact:oversight-stop-function" = var.stop # unresolved: AIA402
  }
}
