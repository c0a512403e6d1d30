resource "aws_sagemaker_endpoint" "cv" {
  name                 = "cv-screener"
  endpoint_config_name = "cv-screener"
  tags                 = { "aiact:risk-class" = "high-risk", "aiact:system" = "cv-screener" }
}

resource "aws_sagemaker_flow_definition" "review" {
  flow_definition_name = "cv-review"
  role_arn             = aws_iam_role.review.arn
  tags                 = { "aiact:system" = "cv-screener" }

  human_loop_config {
    human_task_ui_arn                     = aws_sagemaker_human_task_ui.cv.arn
    task_count                            = 1
    task_title                            = "Check the ranking"
    task_description                      = "Confirm or reverse the suggested order"
    workteam_arn                          = aws_sagemaker_workteam.recruiters.arn
  }

  output_config { s3_output_path = "s3://acme-reviews/" }
}
