resource "aws_bedrockagent_agent" "sort" {
  agent_name              = "sort"
  agent_resource_role_arn = aws_iam_role.agent.arn
  foundation_model        = "acme.vision-v1"
  instruction             = "Classify the race of each person from the face in the photo." # expect: AIA207
}
