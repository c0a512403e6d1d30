resource "aws_sagemaker_model" "studio" {
  name               = "studio"
  execution_role_arn = "arn:aws:iam::123456789012:role/studio"

  primary_container {
    image       = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/diffusion:1"
    environment = { ENABLE_SAFETY_CHECKER = "false" } # expect: AIA212
  }
}
