resource "aws_sagemaker_workteam" "recruiters" {
  workteam_name  = "recruiters"
  workforce_name = "acme-hiring"
  description    = "Recruiters who read applications that got no rank"

  member_definition {
    oidc_member_definition {
      groups = ["recruiters"]
    }
  }
}

resource "aws_sagemaker_human_task_ui" "review" {
  human_task_ui_name = "${local.name}-review"

  ui_template {
    content = file("${path.module}/review.liquid.html")
  }
}

resource "aws_iam_role" "review" {
  name = "${local.name}-review"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "sagemaker.amazonaws.com" }
    }]
  })
}

resource "aws_sagemaker_flow_definition" "review" {
  flow_definition_name = "${local.name}-review"
  role_arn             = aws_iam_role.review.arn
  tags                 = local.tags

  human_loop_config {
    human_task_ui_arn = aws_sagemaker_human_task_ui.review.arn
    task_count        = 2
    task_title        = "Read the application"
    task_description  = "Read the application and say which requirements it meets."
    workteam_arn      = aws_sagemaker_workteam.recruiters.arn
  }

  output_config {
    s3_output_path = "s3://${aws_s3_bucket.models.bucket}/reviews/"
  }
}
