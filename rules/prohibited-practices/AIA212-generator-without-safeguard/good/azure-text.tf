resource "azurerm_cognitive_deployment" "chat" {
  name                 = "chat"
  cognitive_account_id = "/subscriptions/1/resourceGroups/chat/providers/Microsoft.CognitiveServices/accounts/chat"
  rai_policy_name      = "Microsoft.Nil"

  model {
    format = "OpenAI"
    name   = "gpt-4o"
  }

  sku { name = "Standard" }
}

resource "azurerm_cognitive_deployment" "studio" {
  name                 = "studio"
  cognitive_account_id = "/subscriptions/1/resourceGroups/studio/providers/Microsoft.CognitiveServices/accounts/studio"
  rai_policy_name      = "Microsoft.DefaultV2"

  model {
    format = "OpenAI"
    name   = "gpt-image-1"
  }

  sku { name = "Standard" }
}
