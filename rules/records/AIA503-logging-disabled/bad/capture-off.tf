resource "aws_sagemaker_endpoint" "cv" {
  name                 = "cv-screener"
  endpoint_config_name = aws_sagemaker_endpoint_configuration.cv.name
  tags                 = { "aiact:risk-class" = "high-risk", "aiact:logging-events" = "request" }
}

resource "aws_sagemaker_endpoint_configuration" "cv" {
  name = "cv-screener"

  data_capture_config {
    enable_capture              = false # expect: AIA503
    initial_sampling_percentage = 100
    destination_s3_uri          = "s3://acme-capture/cv"
  }
}

resource "aws_sagemaker_model" "cv" {
  name               = "cv-screener"
  execution_role_arn = "arn:aws:iam::123456789012:role/cv"
  tags               = { "aiact:risk-class" = "high-risk" }

  primary_container {
    image       = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/scorer:1"
    environment = { REQUEST_LOGGING = "false" } # expect: AIA503
  }
}
