resource "aws_sagemaker_endpoint" "cv" {
  name                 = "cv-formatter"
  endpoint_config_name = "cv-formatter"
  tags = {
    "aiact:risk-class" = "minimal"
    "aiact:annex-iii"  = "III.4.a"
    "aiact:exemption"  = "6.3.a" # expect: AIA104
  }
}
