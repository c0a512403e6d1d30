resource "aws_sagemaker_endpoint" "cv" {
  name                 = "cv-screener"
  endpoint_config_name = "cv-screener"
  tags = { # expect: AIA211
    "aiact:risk-class" = "high-risk"
  }
}
