import pytest

from unit.checks.look import findings, messages

_DEPLOYMENT = """\
apiVersion: apps/v1
kind: Deployment
metadata: {{name: x}}
spec: {{template: {{spec: {{containers: [{{name: x, image: "{}"}}]}}}}}}
"""
_ISVC = """\
apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata: {{name: x, annotations: {{aiact-lint/system: cv-screener}}}}
spec: {{predictor: {{model: {{modelFormat: {{name: sklearn}}, storageUri: "{}"}}}}}}
"""


def _image(version: str, image: str) -> dict[str, str]:
    declared = f"system: cv-screener\nrisk-class: high-risk\nmodel-version: '{version}'\n"
    return {"aiact.yaml": declared, "deploy.yaml": _DEPLOYMENT.format(image)}


def _location(version: str, location: str) -> dict[str, str]:
    card = (
        f"---\npipeline_tag: text-classification\nversion: '{version}'\n"
        "eu_ai_act: {risk-class: high-risk, system: cv-screener}\n---\n# A\n"
    )
    return {"README.md": card, "isvc.yaml": _ISVC.format(location)}


@pytest.mark.parametrize(
    ("version", "image"),
    [
        ("1.4", "acme/cv-screener:1.4.2"),
        ("v1.4.0", "localhost:5000/cv_screener:1.4"),
        ("1.4", "acme/cv-screener@sha256:" + "0" * 64),
        ("1.4", "acme/cv-screener:latest"),
        ("1.4", "acme/proxy:2.0"),  # another image has versions of its own
        ("1.4", "vllm/vllm-openai:v0.11.0"),
        ("1.4", "acme/cv-screener:2026-05-01"),  # a date is no release
        ("large", "acme/cv-screener:2.0"),
    ],
)
def test_tags_that_agree_or_say_nothing(version: str, image: str) -> None:
    assert messages("AIA609", _image(version, image)) == []


def test_a_tag_that_differs() -> None:
    ((message, where),) = findings("AIA609", _image("1.4", "acme/cv-screener:1.5.0-rc1"))
    assert message == "Version 1.5.0-rc1 of the model is deployed, but 1.4 is documented (Annex IV(1))."
    assert where == ("deploy.yaml", 4, 56, 84)


@pytest.mark.parametrize(
    ("version", "location", "found"),
    [
        ("3", "s3://m/cv/3", 0),
        ("3", "s3://m/cv/4", 1),
        ("3.1", "s3://m/cv/4", 0),  # a bare number in a path may be a shard
        ("3.1", "s3://m/cv/v4", 1),
        ("3.1", "s3://m/7b/v3/1", 0),
        ("3.1", "hf://acme/cv@v3.2", 1),
    ],
)
def test_locations_against_the_version_of_a_card(version: str, location: str, found: int) -> None:
    assert len(messages("AIA609", _location(version, location))) == found
