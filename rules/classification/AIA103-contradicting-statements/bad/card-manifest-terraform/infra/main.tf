resource "aws_sagemaker_endpoint" "cv" {
  name                 = "cv-screener"
  endpoint_config_name = "cv-screener"
  tags = {
    AiActRiskClass = "transparency" # expect: AIA103
    AiActAnnexIII  = "III.4.a"
  }
}
