resource "google_vertex_ai_endpoint" "cv" {
  name         = "cv-screener"
  display_name = "cv-screener"
  location     = "europe-west4"
  labels       = { aiact_system = "cv-screener" }
}

resource "google_logging_project_bucket_config" "cv" {
  project        = "acme-ml"
  location       = "europe-west4"
  bucket_id      = "cv-screener"
  retention_days = 30 # expect: AIA502
}
