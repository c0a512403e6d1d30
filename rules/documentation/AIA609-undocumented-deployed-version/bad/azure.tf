resource "azurerm_cognitive_deployment" "chat" {
  name                 = "chat"
  cognitive_account_id = azurerm_cognitive_account.ai.id
  model {
    format  = "OpenAI"
    name    = "gpt-4o"
    version = "2024-05-13" # expect: AIA609
  }
  sku { name = "Standard" }
}

resource "azurerm_cognitive_account" "ai" {
  name                = "acme-ai"
  location            = "westeurope"
  resource_group_name = "ml"
  kind                = "OpenAI"
  sku_name            = "S0"
  tags = {
    "aiact:system"        = "assistant"
    "aiact:risk-class"    = "high-risk"
    "aiact:model-version" = "2024-08-06"
  }
}
