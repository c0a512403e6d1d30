resource "aws_sagemaker_model" "reader" {
  name               = "invoice-reader"
  execution_role_arn = aws_iam_role.sagemaker.arn
  tags               = { for key, value in var.tags : key => value if value != "" }

  primary_container {
    image = "acme/invoice-reader:1"
    environment = {
      NOTE = <<-TEXT
        a heredoc with "quotes" and a brace }
      TEXT
    }
  }
}
