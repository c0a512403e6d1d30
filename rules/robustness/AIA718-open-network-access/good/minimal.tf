resource "azurerm_cognitive_account" "ai" {
  name = "acme-ai"
  kind = "OpenAI"
  tags = { "aiact:risk-class" = "minimal" }
}
