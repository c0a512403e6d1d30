terraform {
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

provider "aws" {
  region = var.region
}

locals {
  name = "cv-screener"

  tags = {
    "team"             = "hiring"
    "aiact:system"     = local.name
    "aiact:risk-class" = var.risk_class
  }
}
