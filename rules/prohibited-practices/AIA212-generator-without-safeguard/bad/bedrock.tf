resource "aws_bedrockagent_agent" "studio" {
  agent_name              = "studio"
  foundation_model        = "amazon.nova-canvas-v1:0"
  agent_resource_role_arn = "arn:aws:iam::123456789012:role/studio"
  tags = { # expect: AIA212
    "aiact:risk-class" = "transparency"
  }
}
