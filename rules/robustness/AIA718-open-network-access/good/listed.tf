resource "azurerm_cognitive_account" "ai" {
  name = "acme-ai"
  kind = "OpenAI"
  tags = { "aiact:risk-class" = "high-risk" }
  network_acls {
    default_action = "Deny"
    ip_rules       = ["203.0.113.0/24"]
  }
}
