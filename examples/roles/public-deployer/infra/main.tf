resource "aws_cloudwatch_log_group" "aid" {
  name              = "/acme/housing-aid/orders"
  retention_in_days = 365
  tags              = { "aiact:system" = "housing-aid" }
}
