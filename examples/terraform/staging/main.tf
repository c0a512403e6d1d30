module "screener" {
  source         = "../modules/endpoint"
  name           = "cv-screener-staging"
  capture        = true
  retention_days = 365

  tags = {
    "aiact:risk-class" = "high-risk"
    "aiact:annex-iii"  = "recruitment"
    "aiact:role"       = "provider"
  }
}
