resource "aws_sagemaker_endpoint" "reader" { # expect: AIA101
  name                 = "invoice-reader"
  endpoint_config_name = "invoice-reader"
  tags                 = { Team = "finance" }
}
