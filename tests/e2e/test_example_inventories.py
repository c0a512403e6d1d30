"""The examples of cards, bills and serving platforms: findings on their tokens, files joined by the names in them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from e2e.command import aiact_lint

FOUND = {
    "inventories": [
        ("AIA103", "error", "bom.cdx.json:11:47-56"),
        ("AIA102", "error", "models/mail-sorter/model_card.json:11:24-49"),
    ],
    "serving": [
        ("AIA103", "error", "deploy/nim.yaml:14:28-35"),
        ("AIA804", "error", "deploy/ray.yaml:23:49-56"),
    ],
}


@pytest.mark.parametrize("example", FOUND)
def test_findings_stand_on_their_tokens(checkout: Path, example: str) -> None:
    run = aiact_lint("--as-of", "2027-12-02", "--format", "json", "--no-plugins", cwd=checkout / "examples" / example)
    assert (run.status, run.places) == (1, FOUND[example])
    report = run.json
    assert (len(report["systems"]), report["errors"], report["skipped"]) == (1, [], [])


def test_files_find_each_other_without_a_declaration(checkout: Path, tmp_path: Path) -> None:
    shutil.copytree(checkout / "examples" / "inventories", tmp_path / "x")
    (tmp_path / "x" / "aiact.yaml").unlink()
    run = aiact_lint("--format", "json", "--no-plugins", "--as-of", "2027-12-02", cwd=tmp_path / "x")
    (system,) = run.json["systems"]
    assert [each["path"] for each in system["files"]] == [
        "bom.cdx.json",
        "bom.cdx.json",
        "data/letters/croissant.json",
        "models/mail-sorter/MLmodel",
        "models/mail-sorter/README.md",
        "models/mail-sorter/model_card.json",
    ]
    emotions = [each for each in run.json["findings"] if each["rule"] == "AIA206"]
    assert emotions == []  # ruled out under `out_of_scope_uses`, and the data set's talk of applicants is about data


def test_a_broken_bill_leaves_the_run_incomplete_and_a_broken_card_of_data_does_not(tmp_path: Path) -> None:
    (tmp_path / "croissant.json").write_text('{"conformsTo": "http://mlcommons.org/croissant/1.0",', encoding="utf-8")
    assert aiact_lint(cwd=tmp_path).status == 0
    (tmp_path / "bom.json").write_text('{"bomFormat": "CycloneDX", "x": "machine-learning-model",', encoding="utf-8")
    run = aiact_lint("--format", "json", cwd=tmp_path)
    assert run.status == 3
    assert [each["path"] for each in run.json["errors"]] == ["bom.json"]


def test_files_with_definitions_are_listed_as_skipped(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(
        "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: x}\n---\n"
        "apiVersion: serving.kserve.io/v1beta1\nkind: InferenceService\nmetadata: {name: a}\n",
        encoding="utf-8",
    )
    report = aiact_lint("--format", "json", cwd=tmp_path).json
    assert report["skipped"] == [{"path": "x.yaml", "reason": "definitions of custom resources in it are left out"}]
    assert [each["id"] for each in report["systems"]] == ["a"]
