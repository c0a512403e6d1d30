resource "aws_sagemaker_model" "cv" {
  name               = "cv-screener"
  execution_role_arn = aws_iam_role.cv.arn
  tags               = { "aiact:risk-class" = "high-risk" }
  primary_container { image = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/cv:1.4" }
}
