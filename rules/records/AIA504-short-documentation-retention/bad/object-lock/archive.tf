resource "aws_s3_bucket" "documents" {
  bucket              = "acme-documents"
  object_lock_enabled = true
}

resource "aws_s3_bucket_object_lock_configuration" "documents" {
  bucket = aws_s3_bucket.documents.id

  rule {
    default_retention {
      mode = "COMPLIANCE"
      days = 3650 # expect: AIA504
    }
  }
}
