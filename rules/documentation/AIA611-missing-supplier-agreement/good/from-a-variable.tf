variable "supplier" { type = string }

resource "azurerm_cognitive_deployment" "chat" {
  name                 = "chat"
  cognitive_account_id = azurerm_cognitive_account.ai.id
  model {
    format = "OpenAI"
    name   = "gpt-4o"
  }
}

resource "azurerm_cognitive_account" "ai" {
  name     = "acme-ai"
  location = "westeurope"
  kind     = "OpenAI"
  tags = {
    "aiact:risk-class" = "high-risk"
    "aiact:suppliers"  = var.supplier # unresolved: AIA611
  }
}
