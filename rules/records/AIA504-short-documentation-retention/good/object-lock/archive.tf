resource "aws_s3_bucket" "documents" {
  bucket              = "acme-documents"
  object_lock_enabled = true
}

resource "aws_s3_bucket_object_lock_configuration" "documents" {
  bucket = aws_s3_bucket.documents.id

  rule {
    default_retention {
      mode  = "COMPLIANCE"
      years = 10
    }
  }
}

# Belongs to something else.
resource "aws_s3_bucket_object_lock_configuration" "web" {
  bucket = "acme-web"

  rule {
    default_retention {
      mode = "GOVERNANCE"
      days = 7
    }
  }
}
