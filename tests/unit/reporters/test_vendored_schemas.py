"""The schemas of others are the files that their sums were taken of."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

VENDOR = Path(__file__).parents[3] / "schemas" / "vendor"


def test_sums() -> None:
    lines = [line.split("  ") for line in (VENDOR / "SHA256SUMS").read_text("utf-8").splitlines()]
    listed = {name: digest for digest, name in lines}
    actual = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in VENDOR.glob("*.json")}
    assert actual == listed
    assert "sarif-2.1.0.json" in actual


def test_each_has_its_source_and_licence() -> None:
    readme = (VENDOR / "README.md").read_text("utf-8")
    for file in VENDOR.glob("*.json"):
        assert f"| `{file.name}` |" in readme


def test_sarif_is_the_final_version() -> None:
    schema = json.loads((VENDOR / "sarif-2.1.0.json").read_text("utf-8"))
    assert schema["properties"]["version"]["enum"] == ["2.1.0"]
    assert "status" in schema["definitions"]["suppression"]["properties"]  # "state" in the drafts
