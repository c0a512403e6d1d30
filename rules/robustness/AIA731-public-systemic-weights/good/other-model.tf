resource "aws_sagemaker_model" "cv" {
  name               = "cv-screener"
  execution_role_arn = aws_iam_role.cv.arn
  tags               = { "aiact:gpai" = "gpai" }
  primary_container {
    image          = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/cv@sha256:0000000000000000000000000000000000000000000000000000000000000000"
    model_data_url = "s3://${aws_s3_bucket.models.bucket}/cv/model.tar.gz"
  }
}

resource "aws_s3_bucket" "models" { bucket = "acme-models" }

resource "aws_s3_bucket_acl" "models" {
  bucket = aws_s3_bucket.models.id
  acl    = "public-read"
}
