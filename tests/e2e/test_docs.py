"""The written pages against what they write about."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent

import pytest

from e2e.command import aiact_lint

_LINK = re.compile(r"(?<!!)\[[^\]\n]+\]\(([^)\s]+)\)")
_FENCE = re.compile(r"^( *)(`{3,})(\w*)\n(.*?)^\1\2$", re.MULTILINE | re.DOTALL)


def _pages(checkout: Path) -> list[Path]:
    """Everything hand-written or generated for readers; samples and examples of others' repositories apart."""
    return [*checkout.glob("*.md"), *(checkout / "docs").rglob("*.md"), *(checkout / "examples").glob("**/README.md")]


def test_links_between_pages_lead_somewhere(checkout: Path) -> None:
    broken = []
    for page in _pages(checkout):
        for target in _LINK.findall(_FENCE.sub("", page.read_text("utf-8"))):
            path = target.partition("#")[0]
            if path and "://" not in path and not (page.parent / path).exists():
                broken.append(f"{page.relative_to(checkout)}: {target}")
    assert broken == []


def test_index_lists_every_page(checkout: Path) -> None:
    index = (checkout / "docs" / "README.md").read_text("utf-8")
    pages = [page.name for page in (checkout / "docs").glob("*.md") if page.name != "README.md"]
    assert [name for name in sorted(pages) if f"]({name})" not in index] == []


def test_architecture_page_names_every_room(checkout: Path) -> None:
    page = (checkout / "docs" / "architecture.md").read_text("utf-8")
    top = checkout / "src" / "aiact_lint"
    rooms = [f"{each.name}/" for each in top.iterdir() if each.is_dir() and not each.name.startswith(("_", "."))]
    rooms += [each.name for each in top.glob("*.py") if not each.name.startswith("_")]
    assert [room for room in sorted(rooms) if f"`{room}`" not in page] == []


def test_every_decision_of_the_index_has_reasons(checkout: Path) -> None:
    """Each dependency of the program is in the table of decision 0001, and nothing else is."""
    declared = re.search(r"^dependencies = \[(.*?)^\]", (checkout / "pyproject.toml").read_text("utf-8"), re.M | re.S)
    assert declared is not None
    names = set(re.findall(r'"([A-Za-z-]+(?:\.[a-z]+)?(?:\[[a-z]+\])?)[<>=]', declared[1]))
    page = (checkout / "docs" / "decisions" / "0001-dependencies.md").read_text("utf-8")
    table = set(re.findall(r"`([^`]+)`", "\n".join(re.findall(r"^\| (`[^|]+) \|", page, re.MULTILINE))))
    assert table == names


def test_declaration_shown_in_the_readme_is_valid(checkout: Path, tmp_path: Path) -> None:
    (shown,) = [
        body
        for _, _, language, body in _FENCE.findall((checkout / "README.md").read_text("utf-8"))
        if language == "yaml" and body.startswith("version: 1\n")
    ]
    (tmp_path / "aiact.yaml").write_text(shown, encoding="utf-8")
    run = aiact_lint("--format", "json", "--select", "AIA0", cwd=tmp_path)
    assert [(rule, where.split(":")[1]) for rule, _, where in run.places] == [("AIA006", "6"), ("AIA006", "7")]


def test_rule_shown_to_rule_writers_loads_and_speaks(checkout: Path, tmp_path: Path) -> None:
    page = (checkout / "docs" / "writing-rules.md").read_text("utf-8")
    rule = next(body for _, _, language, body in _FENCE.findall(page) if body.startswith("format: 1\n"))
    sample = next(body for _, _, language, body in _FENCE.findall(page) if language == "hcl")
    folder = tmp_path / "policy" / "ACM001-short-log-retention-at-acme"
    (folder / "bad").mkdir(parents=True)
    (folder / "rule.yaml").write_text(rule, encoding="utf-8")
    (tmp_path / "aiact-lint.yaml").write_text("rules: [policy/]\n", encoding="utf-8")
    endpoint = """\
        resource "aws_sagemaker_endpoint" "triage" {
          name                 = "triage"
          endpoint_config_name = "triage"
          tags                 = { "aiact:risk-class" = "high-risk" }
        }
        """
    (folder / "bad" / "short.tf").write_text(f"{dedent(endpoint)}\n{sample}", encoding="utf-8")
    tested = aiact_lint("rules", "test", "policy", cwd=tmp_path)
    assert (tested.status, tested.out) == (0, "1 samples, 0 failed\n"), tested.err


@pytest.mark.parametrize("page", ["suppressions.md", "README.md"])
def test_suppressions_shown_name_rules_that_exist(checkout: Path, page: str) -> None:
    listed = {each["id"] for each in aiact_lint("rules", "--format", "json", cwd=checkout).json}
    text = (checkout / (page if page == "README.md" else f"docs/{page}")).read_text("utf-8")
    assert set(re.findall(r"\bAIA\d{3}\b", text)) <= listed
