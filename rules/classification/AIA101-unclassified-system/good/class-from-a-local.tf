locals { common = { "aiact:risk-class" = "minimal" } }

resource "aws_sagemaker_endpoint" "reader" {
  name                 = "invoice-reader"
  endpoint_config_name = "invoice-reader"
  tags                 = local.common
}
