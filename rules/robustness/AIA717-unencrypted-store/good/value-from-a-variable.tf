variable "https" { type = bool }

resource "azurerm_storage_account" "models" {
  name                       = "acmemodels"
  https_traffic_only_enabled = var.https # unresolved: AIA717
  tags                       = { "aiact:risk-class" = "high-risk" }
}
