resource "aws_efs_file_system" "models" { # expect: AIA717
  creation_token = "models"
}

resource "aws_ebs_volume" "cache" {
  availability_zone = "eu-west-1a"
  encrypted         = false # expect: AIA717
}
