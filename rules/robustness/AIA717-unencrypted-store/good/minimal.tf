resource "azurerm_storage_account" "models" {
  name                       = "acmemodels"
  https_traffic_only_enabled = false
  tags                       = { "aiact:risk-class" = "minimal" }
}
