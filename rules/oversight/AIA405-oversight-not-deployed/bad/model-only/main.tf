resource "aws_sagemaker_model" "cv" {
  name               = "cv-screener"
  execution_role_arn = "arn:aws:iam::123456789012:role/cv"

  primary_container {
    image       = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/scorer:1"
    environment = { MODEL_WEIGHTS = "s3://acme-models/cv", STOP_TOKENS = "###", WORKERS = "2" }
  }
}
