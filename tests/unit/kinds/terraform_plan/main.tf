terraform {
  required_version = ">= 1.4"
}
variable "secret" {
  type      = string
  sensitive = true
  default   = "hunter2"
}
variable "days" { default = 30 }
locals { d = var.days }
resource "terraform_data" "first" {
  input = { days = local.d, secret = var.secret }
}
resource "terraform_data" "many" {
  for_each = { a = 1, "b.c" = 2 }
  input    = each.value
}
module "inner" {
  source   = "./modules/inner"
  for_each = toset(["x", "y"])
  days     = var.days
  from     = terraform_data.first.id
}
output "o" { value = module.inner["x"].out }
