resource "aws_sagemaker_endpoint" "cv" {
  name                 = "cv-screener"
  endpoint_config_name = aws_sagemaker_endpoint_configuration.cv.name
  tags = { "aiact:risk-class" = = "high-risk" } # expect: AIA001
}
