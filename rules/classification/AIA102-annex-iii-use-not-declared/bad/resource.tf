resource "aws_bedrockagent_agent" "triage" {
  agent_name              = "triage"
  agent_resource_role_arn = aws_iam_role.agent.arn
  foundation_model        = "acme.large-v1"
  description             = "Triage of emergency patients by urgency" # expect: AIA102
}
