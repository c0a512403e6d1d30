resource "aws_sagemaker_endpoint" "cv" {
  name                 = "cv-screener"
  endpoint_config_name = "cv-screener"
  tags                 = { "aiact:risk-class" = "high-risk" }
}

resource "aws_cloudwatch_metric_alarm" "errors" {
  alarm_name  = "cv-errors"
  metric_name = "Invocation5XXErrors"
  dimensions  = { EndpointName = aws_sagemaker_endpoint.cv.name }
}
