variable "open" { type = bool }

resource "azurerm_cognitive_account" "ai" {
  name                          = "acme-ai"
  kind                          = "OpenAI"
  public_network_access_enabled = var.open # unresolved: AIA718
  tags                          = { "aiact:risk-class" = "high-risk" }
}
