"""Rules and schemas for the tests of the formats."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from aiact_lint.finding import Level
from aiact_lint.rule import Rule
from unit.reporters.report_maker import rule

SCHEMAS = Path(__file__).parents[3] / "schemas"


@pytest.fixture
def rules(tmp_path: Path) -> Mapping[str, Rule]:
    """AIA502 and AIA206."""
    emotion = rule(
        tmp_path,
        "AIA206",
        name="emotion-inference",
        title="The files describe emotion inference at work or in education",
        level=Level.ERROR,
        message="The text describes inferring emotions at work or in education.",
        remedy="Remove the use.",
        obligations=(),
        law=("5.1.f",),
    )
    return {"AIA502": rule(tmp_path), "AIA206": emotion}


@pytest.fixture(scope="session")
def sarif_schema() -> Any:
    """The vendored schema of SARIF 2.1.0."""
    return json.loads((SCHEMAS / "vendor" / "sarif-2.1.0.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def report_schema() -> Any:
    """The schema of our own JSON format."""
    return json.loads((SCHEMAS / "report.schema.json").read_text(encoding="utf-8"))
