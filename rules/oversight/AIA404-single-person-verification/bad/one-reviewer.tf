resource "aws_rekognition_stream_processor" "search" {
  name     = "face-search"
  role_arn = "arn:aws:iam::123456789012:role/search"
  tags = {
    "aiact:risk-class"                        = "high-risk"
    "aiact:annex-iii"                         = "III.1.a"
    "aiact:system"                            = "face-search"
    "aiact:oversight-two-person-verification" = "review workflow"
  }
}

resource "aws_sagemaker_flow_definition" "review" {
  flow_definition_name = "face-search-review"
  role_arn             = "arn:aws:iam::123456789012:role/review"
  tags                 = { "aiact:system" = "face-search" }

  human_loop_config {
    human_task_ui_arn                     = "arn:aws:sagemaker:eu-central-1:123456789012:human-task-ui/match"
    task_availability_lifetime_in_seconds = 3600
    task_count                            = 1 # expect: AIA404
    task_description                      = "Confirm the match"
    task_title                            = "Match"
    workteam_arn                          = "arn:aws:sagemaker:eu-central-1:123456789012:workteam/private-crowd/operators"
  }
}
