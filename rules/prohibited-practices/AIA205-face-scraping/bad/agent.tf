resource "aws_bedrockagent_agent" "index" {
  agent_name              = "index"
  agent_resource_role_arn = aws_iam_role.agent.arn
  foundation_model        = "acme.large-v1"
  description             = "Harvests facial images from CCTV to fill the face recognition index" # expect: AIA205
}
