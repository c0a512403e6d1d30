locals {
  systems = ["cv-screener", "cv-ranker"]
}

variable "days" {
  type    = map(number)
  default = { cv-screener = 400, cv-ranker = 30 }
}

resource "aws_sagemaker_endpoint" "cv" {
  for_each             = toset(local.systems)
  name                 = each.key
  endpoint_config_name = each.key
  tags                 = { "aiact:risk-class" = "high-risk" }
}

resource "aws_cloudwatch_log_group" "inference" {
  for_each          = { for name in local.systems : name => lookup(var.days, name, 365) }
  name              = "/aws/sagemaker/Endpoints/${each.key}"
  retention_in_days = each.value # expect: AIA502
}
