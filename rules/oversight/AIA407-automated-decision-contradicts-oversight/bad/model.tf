resource "aws_sagemaker_model" "cv" {
  name               = "cv-screener"
  execution_role_arn = aws_iam_role.sagemaker.arn
  tags               = { "aiact:risk-class" = "high-risk" }

  primary_container {
    image = "acme/cv-screener:2"
    environment = {
      HUMAN_REVIEW = "false" # expect: AIA407
    }
  }
}
