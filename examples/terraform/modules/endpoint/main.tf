variable "name" {
  type = string
}

variable "capture" {
  type    = bool
  default = true
}

variable "retention_days" {
  type    = number
  default = 365
}

variable "tags" {
  type    = map(string)
  default = {}
}

resource "aws_sagemaker_endpoint_configuration" "this" {
  name = var.name
  tags = var.tags

  production_variants {
    variant_name           = "all"
    model_name             = var.name
    initial_instance_count = 2
    instance_type          = "ml.m6i.large"
  }

  data_capture_config {
    enable_capture              = var.capture
    initial_sampling_percentage = 100
    destination_s3_uri          = "s3://acme-records/${var.name}"

    capture_options {
      capture_mode = "InputAndOutput"
    }
  }
}

resource "aws_sagemaker_endpoint" "this" {
  name                 = var.name
  endpoint_config_name = aws_sagemaker_endpoint_configuration.this.name
  tags                 = var.tags
}

module "logs" {
  source         = "../logs"
  endpoint       = aws_sagemaker_endpoint.this.name
  retention_days = var.retention_days
}
