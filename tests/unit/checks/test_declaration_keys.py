"""AIA002 names the part of a key that is wrong, and no more."""

from __future__ import annotations

import pytest

from unit.checks.look import findings, report

_CARD = """\
---
pipeline_tag: text-classification
license: mit
eu_ai_act:
  risk-class: high-risk
{}
---
# Model
"""


@pytest.mark.parametrize(
    ("lines", "message", "place"),
    [
        (
            "  registration:\n    refrence: cv-2",
            "'refrence' is not a key of 'registration'; did you mean 'reference'?",
            (7, 5, 13),
        ),
        (
            "  data-governance:\n    special-categories:\n      acess: none",
            "'acess' is not a key of 'data-governance.special-categories'; did you mean 'access'?",
            (8, 7, 12),
        ),
        ("  registration:\n    colour: red", "'colour' is not a key of 'registration'.", (7, 5, 11)),
        (
            "  registation:\n    reference: cv-2",
            "'registation.reference' is not a key of the vocabulary; did you mean 'registration.reference'?",
            (7, 5, 14),
        ),
        (
            "  intended-purpse: x",
            "'intended-purpse' is not a key of the vocabulary; did you mean 'intended-purpose'?",
            (6, 3, 18),
        ),
    ],
)
def test_only_the_unknown_name_is_named(lines: str, message: str, place: tuple[int, int, int]) -> None:
    assert findings("AIA002", {"README.md": _CARD.format(lines)}) == [(message, ("README.md", *place))]


@pytest.mark.parametrize(
    ("lines", "written"),
    [
        ("  registration:\n    refrence: cv-2", ["reference"]),
        ("  intended-purpse: x", ["intended-purpose"]),
        ("  registration:\n    colour: red", []),
        ("  registation:\n    reference: cv-2", []),  # the key that is marked is right, the one above it is not
    ],
)
def test_the_name_alone_is_mended(lines: str, written: list[str]) -> None:
    (finding,) = report("AIA002", {"README.md": _CARD.format(lines)}).findings
    assert [edit.text for fix in finding.fixes for edit in fix.edits] == written


def test_an_annotation_is_told_the_same() -> None:
    manifest = """\
        apiVersion: serving.kserve.io/v1beta1
        kind: InferenceService
        metadata:
          name: cv
          annotations:
            aiact-lint/registration-refrence: cv-2
        spec: {predictor: {model: {modelFormat: {name: sklearn}, storageUri: "s3://acme/cv"}}}
    """
    assert findings("AIA002", {"isvc.yaml": manifest}) == [
        ("'refrence' is not a key of 'registration'; did you mean 'reference'?", ("isvc.yaml", 6, 5, 37))
    ]
