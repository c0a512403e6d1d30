locals {
  days = { for name, months in { cv-screener = 12, cv-ranker = 24 } : name => months * 31 }
}

resource "aws_sagemaker_endpoint" "cv" {
  for_each             = local.days
  name                 = each.key
  endpoint_config_name = each.key
  tags                 = { "aiact:risk-class" = "high-risk" }
}

resource "aws_cloudwatch_log_group" "inference" {
  for_each          = local.days
  name              = "/aws/sagemaker/Endpoints/${each.key}"
  retention_in_days = each.value
}
