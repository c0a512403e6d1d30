variable "days" {}
variable "from" {}
resource "terraform_data" "this" {
  count            = 2
  input            = { days = var.days, from = var.from }
  triggers_replace = [var.from]
}
output "out" { value = terraform_data.this[0].output }
