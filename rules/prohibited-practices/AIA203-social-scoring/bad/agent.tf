resource "aws_bedrockagent_agent" "points" {
  agent_name              = "points"
  agent_resource_role_arn = aws_iam_role.agent.arn
  foundation_model        = "acme.large-v1"
  instruction             = "Do social scoring of the residents and punish low scores with longer waiting times." # expect: AIA203
}
