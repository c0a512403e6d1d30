"""Rules and schemas for the tests of the formats."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from aiact_lint.finding import Level, Report
from aiact_lint.reporters import RenderOptions
from aiact_lint.reporters.sarif import render
from aiact_lint.rule import Rule
from unit.reporters.logs import Run, nodes
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


@pytest.fixture
def run(rules: Mapping[str, Rule], sarif_schema: Any) -> Run:
    """Renders a report, validates the log, and gives its only run."""
    validator = jsonschema.Draft7Validator(sarif_schema)

    def rendered(made: Report, options: RenderOptions | None = None, known: Mapping[str, Rule] = rules) -> Any:
        text = render(made, known, options or RenderOptions())
        assert text.isascii()
        assert text.endswith("}\n")
        log = json.loads(text)
        validator.validate(log)
        for region in nodes(log, "region"):
            assert {"startLine", "startColumn", "endLine", "endColumn"} <= region.keys()
        for place in nodes(log, "artifactLocation"):
            assert place["uriBaseId"] == "SRCROOT"
        assert list(log) == ["$schema", "runs", "version"]
        (only,) = log["runs"]
        return only

    return rendered
