resource "aws_sagemaker_endpoint" "reader" {
  name                 = "invoice-reader"
  endpoint_config_name = "invoice-reader"
  # aiact-lint: ignore[short-log-retentoin] kept elsewhere   (expect: AIA003)
  tags = { "aiact:risk-class" = "minimal" }
}
