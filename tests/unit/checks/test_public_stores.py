import pytest

from unit.checks.look import findings, messages

_MODEL = """\
resource "aws_sagemaker_model" "cv" {
  name = "cv"
  tags = { "aiact:risk-class" = "high-risk" }
  primary_container { model_data_url = "s3://${aws_s3_bucket.models.bucket}/m.tar.gz" }
}
"""
_BUCKET = 'resource "aws_s3_bucket" "models" { bucket = "acme-models" }\n'
_ACL = 'resource "aws_s3_bucket_acl" "x" {\n  bucket = aws_s3_bucket.models.id\n  acl    = "public-read"\n}\n'


def test_an_access_list_of_a_bucket_that_the_model_comes_from() -> None:
    ((message, place),) = findings("AIA716", {"main.tf": _MODEL, "s3.tf": _BUCKET + _ACL})
    assert place == ("s3.tf", 4, 12, 25)
    assert "'aws_s3_bucket.models'" in message


@pytest.mark.parametrize(
    "other",
    [
        _BUCKET,
        _BUCKET + _ACL.replace("public-read", "private"),
        _BUCKET + _ACL.replace("models", "site") + _BUCKET.replace("models", "site"),
        _BUCKET + _ACL + 'resource "aws_s3_bucket_website_configuration" "x" { bucket = aws_s3_bucket.models.id }\n',
        _BUCKET + 'resource "aws_s3_bucket_public_access_block" "x" { bucket = aws_s3_bucket.models.id }\n',
    ],
)
def test_private_other_and_meant_for_everybody(other: str) -> None:
    assert messages("AIA716", {"main.tf": _MODEL, "s3.tf": other}) == []


def test_one_of_several_members() -> None:
    text = (
        'resource "google_storage_bucket" "b" {\n  name   = "b"\n  labels = { aiact_risk_class = "high-risk" }\n}\n'
        'resource "google_storage_bucket_iam_binding" "x" {\n  bucket  = google_storage_bucket.b.name\n'
        '  members = ["user:a@acme.eu", "allAuthenticatedUsers"]\n}\n'
    )
    (message,) = messages("AIA716", {"main.tf": text})
    assert "'allAuthenticatedUsers' has a role on it" in message
