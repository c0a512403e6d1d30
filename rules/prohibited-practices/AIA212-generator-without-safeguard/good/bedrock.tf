resource "aws_bedrockagent_agent" "studio" {
  agent_name              = "studio"
  foundation_model        = "stability.sd3-5-large-v1:0"
  agent_resource_role_arn = "arn:aws:iam::123456789012:role/studio"
  tags                    = { "aiact:risk-class" = "transparency", "aiact:system" = "studio" }

  guardrail_configuration {
    guardrail_identifier = aws_bedrock_guardrail.studio.guardrail_id
    guardrail_version    = "1"
  }
}

resource "aws_bedrock_guardrail" "studio" {
  name                      = "studio"
  blocked_input_messaging   = "This cannot be made."
  blocked_outputs_messaging = "This cannot be shown."
}
