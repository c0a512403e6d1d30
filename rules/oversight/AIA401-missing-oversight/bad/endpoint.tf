resource "google_vertex_ai_endpoint" "cv" {
  name         = "cv-screener"
  display_name = "cv-screener"
  location     = "europe-west4"
  labels = { # expect: AIA401
    aiact_risk_class = "high-risk"
  }
}
