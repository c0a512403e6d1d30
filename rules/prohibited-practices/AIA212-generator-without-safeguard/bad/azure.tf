resource "azurerm_cognitive_deployment" "studio" {
  name                 = "studio"
  cognitive_account_id = azurerm_cognitive_account.studio.id
  rai_policy_name      = "Microsoft.Nil" # expect: AIA212

  model {
    format = "OpenAI"
    name   = "dall-e-3"
  }

  sku { name = "Standard" }
}

resource "azurerm_cognitive_account" "studio" {
  name                = "studio"
  location            = "swedencentral"
  resource_group_name = "studio"
  kind                = "OpenAI"
  sku_name            = "S0"
}
