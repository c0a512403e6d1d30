resource "azurerm_cognitive_account" "ai" {
  name                          = "acme-ai"
  kind                          = "OpenAI"
  public_network_access_enabled = false
  tags                          = { "aiact:risk-class" = "high-risk" }
}
