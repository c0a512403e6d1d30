provider "aws" {
  region = "eu-central-1"

  default_tags {
    tags = {
      "aiact:risk-class"             = "high-risk"
      "aiact:annex-iii"              = "recruitment"
      "aiact:role"                   = "provider"
      "aiact:logging-retention-days" = "365"
    }
  }
}

variable "retention_days" {
  type    = number
  default = 365
}

module "screener" {
  source         = "../modules/endpoint"
  name           = "cv-screener"
  capture        = false
  retention_days = var.retention_days
}
