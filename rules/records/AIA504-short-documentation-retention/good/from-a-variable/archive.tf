variable "period" { type = number }

resource "google_storage_bucket" "documents" {
  name     = "acme-documents"
  location = "EU"

  retention_policy {
    retention_period = var.period # unresolved: AIA504
  }
}
