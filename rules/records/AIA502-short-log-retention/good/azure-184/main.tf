resource "azurerm_log_analytics_workspace" "ml" {
  name                = "ml"
  location            = "westeurope"
  resource_group_name = "ml"
  retention_in_days   = 184
}
