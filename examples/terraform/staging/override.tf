# Left over from an evening of debugging.
module "screener" {
  retention_days = 7
}
