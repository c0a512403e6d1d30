resource "azurerm_ai_services" "ai" {
  name                  = "acme-ai"
  public_network_access = "Enabled" # expect: AIA718
  tags                  = { "aiact:risk-class" = "high-risk" }
}
