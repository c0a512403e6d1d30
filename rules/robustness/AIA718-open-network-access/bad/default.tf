resource "azurerm_cognitive_account" "ai" { # expect: AIA718
  name = "acme-ai"
  kind = "OpenAI"
  tags = { "aiact:risk-class" = "high-risk" }
}
