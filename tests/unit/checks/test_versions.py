import pytest

from unit.checks.look import findings, messages

ASSESSED = "system: a\nrisk-class: high-risk\nconformity: {{assessed-version: '{}'}}\n"


def _deployed(assessed: str, location: str) -> dict[str, str]:
    return {
        "aiact.yaml": ASSESSED.format(assessed),
        "isvc.yaml": (
            "apiVersion: serving.kserve.io/v1beta1\nkind: InferenceService\nmetadata: {name: a}\nspec:\n"
            f"  predictor:\n    model:\n      modelFormat: {{name: sklearn}}\n      storageUri: {location}\n"
        ),
    }


@pytest.mark.parametrize(
    ("assessed", "location"),
    [
        ("2.1", "s3://m/a/2.1"),
        ("v2.1", "s3://m/a/v2.1.7/"),
        ("2", "s3://m/a/2.1"),
        ("2.1", "s3://m/a/2"),  # too little to be a version
        ("2.1", "s3://m/a/latest"),
        ("2.1", "oci://registry.acme.example:5000/m/a:2.1"),
        ("2.1", "s3://m/a/llama-3.1-8b"),
        ("main", "s3://m/a/2.1"),
    ],
)
def test_versions_agree_or_are_none(assessed: str, location: str) -> None:
    assert messages("AIA312", _deployed(assessed, location)) == []


@pytest.mark.parametrize(
    ("assessed", "location"),
    [
        ("2.1", "s3://m/a/2.2"),
        ("2.1", "s3://m/3.0/a"),
        ("2", "oci://registry.acme.example/m/a:v3.0.1"),
        ("2.1", "s3://m/a/2.10"),
    ],
)
def test_versions_differ(assessed: str, location: str) -> None:
    ((message, place),) = findings("AIA312", _deployed(assessed, location))
    assert f"version '{assessed}' was assessed" in message
    assert place == ("isvc.yaml", 8, 19, 19 + len(location))
