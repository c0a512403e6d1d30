variable "region" {
  type    = string
  default = "eu-central-1"
}

variable "cluster_name" {
  type    = string
  default = "hiring"
}

variable "risk_class" {
  description = "Class under the EU AI Act, as declared in aiact.yaml"
  type        = string
  default     = "high-risk"
}

variable "log_retention_days" {
  description = "How long inference logs are kept"
  type        = number
  default     = 365
}
