resource "google_storage_bucket" "models" {
  name     = "acme-models"
  location = "EU"
}

resource "google_storage_bucket_iam_member" "all" {
  bucket = google_storage_bucket.models.name
  role   = "roles/storage.objectViewer"
  member = "allUsers" # expect: AIA716
}
