resource "azurerm_log_analytics_workspace" "ml" {
  name                = "ml"
  location            = "westeurope"
  resource_group_name = "ml"
  # no retention_in_days: Log Analytics keeps 30 days
}
