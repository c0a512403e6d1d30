resource "aws_s3_bucket" "models" {
  bucket = "acme-hiring-models"
  tags   = local.tags
}

resource "aws_s3_bucket_versioning" "models" {
  bucket = aws_s3_bucket.models.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_public_access_block" "models" {
  bucket                  = aws_s3_bucket.models.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

data "aws_iam_policy_document" "read_models" {
  statement {
    actions   = ["s3:GetObject", "s3:ListBucket"]
    resources = [aws_s3_bucket.models.arn, "${aws_s3_bucket.models.arn}/${local.name}/*"]
  }
}

resource "aws_iam_role" "serving" {
  name = "${local.name}-serving"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = ["sts:AssumeRole", "sts:TagSession"]
      Principal = { Service = "pods.eks.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy" "read_models" {
  role   = aws_iam_role.serving.id
  policy = data.aws_iam_policy_document.read_models.json
}

resource "aws_eks_pod_identity_association" "serving" {
  cluster_name    = var.cluster_name
  namespace       = "hiring"
  service_account = local.name
  role_arn        = aws_iam_role.serving.arn
}
