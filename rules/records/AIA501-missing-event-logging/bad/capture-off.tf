resource "aws_sagemaker_endpoint" "cv" {
  name                 = "cv-screener"
  endpoint_config_name = aws_sagemaker_endpoint_configuration.cv.name
  tags = { # expect: AIA501
    "aiact:risk-class" = "high-risk"
  }
}

resource "aws_sagemaker_endpoint_configuration" "cv" {
  name = "cv-screener"

  data_capture_config {
    enable_capture              = false
    initial_sampling_percentage = 100
    destination_s3_uri          = "s3://acme-capture/cv"
  }
}

# Belongs to no AI system.
resource "aws_cloudwatch_log_group" "web" {
  name = "/aws/lambda/web"
}
