resource "google_storage_bucket" "site" {
  name     = "acme-site"
  location = "EU"
  website { main_page_suffix = "index.html" }
}

resource "google_storage_bucket_iam_member" "all" {
  bucket = google_storage_bucket.site.name
  role   = "roles/storage.objectViewer"
  member = "allUsers"
}
