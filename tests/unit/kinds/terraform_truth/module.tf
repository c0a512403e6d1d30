# What the expressions of expressions.yaml refer to. Only resources that Terraform brings itself: no provider is needed.
variable "days" {
  type    = number
  default = 30
}
variable "enabled" {
  type    = bool
  default = true
}
variable "nothing" {
  type    = string
  default = null
}
variable "names" {
  type    = list(string)
  default = ["b", "a", "c", "a"]
}
variable "zones" {
  type    = set(string)
  default = ["z2", "z1", "z2"]
}
variable "tags" {
  type    = map(string)
  default = { team = "hiring", class = "high", level = 3 }
}
variable "number_as_text" {
  type    = string
  default = 30
}
variable "text_as_number" {
  type    = number
  default = "30"
}
variable "untyped" {
  default = { list = [1, "two", true], map = { x = null } }
}
variable "endpoints" {
  type = map(object({
    size     = string
    replicas = optional(number, 2)
    labels   = optional(map(string), {})
    note     = optional(string)
  }))
  default = {
    small = { size = "s" }
    large = { size = "l", replicas = "5", labels = { tier = 1 }, note = "big" }
  }
}
locals {
  name    = "cv"
  full    = "${local.name}-screener"
  list    = ["x", local.full, 3]
  nested  = [[1, 2], [], [3, [4, [5]]]]
  object  = { b = 2, a = "one", c = [true, null] }
  empty   = {}
  people  = [{ name = "Ada", age = 36 }, { name = "Bo", age = 7 }, { name = "Cy", age = 40 }]
  text    = "one\ntwo\n  three\n"
  json    = "{\"a\": [1, 2.50, \"x\"], \"b\": {\"c\": null, \"d\": false}}"
  unicode = "Größe – naïve"
}
resource "terraform_data" "one" {
  input            = "given"
  triggers_replace = { days = var.days }
}
resource "terraform_data" "counted" {
  count = 3
  input = "n${count.index}"
}
resource "terraform_data" "keyed" {
  for_each = var.endpoints
  input    = "${each.key}:${each.value.size}"
}
resource "terraform_data" "chained" {
  for_each = terraform_data.keyed
  input    = "after ${each.value.input}"
}
resource "terraform_data" "none" {
  count = var.enabled ? 0 : 1
  input = "none"
}
