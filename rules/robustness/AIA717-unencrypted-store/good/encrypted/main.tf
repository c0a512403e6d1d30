resource "aws_efs_file_system" "models" { encrypted = true }

resource "aws_ebs_volume" "cache" { availability_zone = "eu-west-1a" }

resource "azurerm_storage_account" "models" { name = "acmemodels" }
