resource "aws_sagemaker_endpoint" "reader" {
  name                 = "invoice-reader"
  endpoint_config_name = "invoice-reader"
  tags                 = { "aiact:risk-class" = "minimal" }
}

resource "aws_cloudwatch_log_group" "reader" {
  name              = "/aws/sagemaker/Endpoints/invoice-reader"
  retention_in_days = 14
}
