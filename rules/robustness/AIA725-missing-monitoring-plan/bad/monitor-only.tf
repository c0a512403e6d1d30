resource "aws_sagemaker_endpoint" "cv" {
  name                 = "cv-screener"
  endpoint_config_name = "cv-screener"
  tags = { # expect: AIA725
    "aiact:risk-class" = "high-risk"
  }
}

resource "aws_cloudwatch_metric_alarm" "errors" {
  alarm_name = "cv-errors"
  dimensions = { EndpointName = aws_sagemaker_endpoint.cv.name }
}
