resource "azurerm_storage_account" "models" {
  name                       = "acmemodels"
  https_traffic_only_enabled = false # expect: AIA717
  tags                       = { "aiact:risk-class" = "high-risk" }
}
