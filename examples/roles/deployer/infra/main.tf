resource "aws_cloudwatch_log_group" "desk" {
  name              = "/acme/loan-desk/scores"
  retention_in_days = 365
  tags              = { "aiact:system" = "loan-desk" }
}
