resource "google_storage_bucket" "documents" {
  name     = "acme-documents"
  location = "EU"

  retention_policy {
    retention_period = 157680000 # expect: AIA504
  }
}
