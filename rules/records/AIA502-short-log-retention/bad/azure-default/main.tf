resource "azurerm_log_analytics_workspace" "ml" { # expect: AIA502
  name                = "ml"
  location            = "westeurope"
  resource_group_name = "ml"
  # no retention_in_days: 30 days
}
