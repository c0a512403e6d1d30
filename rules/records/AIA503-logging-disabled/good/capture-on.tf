resource "aws_sagemaker_endpoint" "cv" {
  name                 = "cv-screener"
  endpoint_config_name = aws_sagemaker_endpoint_configuration.cv.name
  tags                 = { "aiact:risk-class" = "high-risk", "aiact:logging-events" = "request" }
}

resource "aws_sagemaker_endpoint_configuration" "cv" {
  name = "cv-screener"

  data_capture_config {
    enable_capture              = true
    initial_sampling_percentage = 100
    destination_s3_uri          = "s3://acme-capture/cv"
  }
}
