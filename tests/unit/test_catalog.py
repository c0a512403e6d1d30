from pathlib import Path
from textwrap import dedent

import pytest

from aiact_lint import catalog
from aiact_lint.catalog import RuleFileError
from aiact_lint.checks.builtin import CHECKS

RULE = """\
format: 1
id: ACM001
name: no-owner
title: No owner
level: warning
message: No owner.
check:
  for: system
  assert: "has(self.provider)"
"""


def _folder(tmp_path: Path, text: str = RULE) -> Path:
    folder = tmp_path / "policy" / "ACM001-no-owner"
    folder.mkdir(parents=True)
    (folder / "rule.yaml").write_text(dedent(text))
    return tmp_path / "policy"


PYTHON_CHECKS = dict(CHECKS)


def test_a_folder_of_the_config_adds_rules(tmp_path: Path) -> None:
    rules = catalog.load([_folder(tmp_path)], python_checks=PYTHON_CHECKS)
    assert rules[0].id == "ACM001"
    assert rules[0].check.assertion == "has(self.provider)"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("level: warning", "level: fatal"), r"rule.yaml:5: 'fatal' is not one of error, warning, note"),
        (("title:", "titel:"), r"'titel' is not a known key; did you mean 'title'\?"),
        (('"has(self.provider)"', '"has(self."'), r"rule.yaml:9: .*does not compile"),
        (("assert: ", "python: "), r"rule folders are data; a Python check has to come from an installed plugin"),
        (("id: ACM001", "id: AIA502"), r"rule id AIA502 is already taken"),
        (("format: 1", "format: [1"), r"rule.yaml:\d+: "),
    ],
)
def test_flaws_are_told_with_file_and_line(tmp_path: Path, change: tuple[str, str], message: str) -> None:
    folder = _folder(tmp_path, RULE.replace(*change))
    with pytest.raises(RuleFileError, match=message):
        catalog.load([folder], python_checks=PYTHON_CHECKS)


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(RuleFileError, match="does not exist"):
        catalog.load([tmp_path / "nowhere"], python_checks=PYTHON_CHECKS)


def test_select_by_id_prefix_and_name() -> None:
    rules = catalog.load((), python_checks=PYTHON_CHECKS)
    chosen = catalog.select(rules, ["AIA2", "short-log-retention"], ["AIA211"])
    assert [rule.id for rule in chosen] == [
        *(rule.id for rule in rules if rule.id.startswith("AIA2") and rule.id != "AIA211"),
        "AIA502",
    ]
    assert catalog.select(rules, [], ["AIA"]) == ()


def test_words_that_name_no_rule() -> None:
    rules = catalog.load((), python_checks=PYTHON_CHECKS)
    assert catalog.unknown_words(rules, ["AIA502", "AIA999", "aia", "missing-oversight", "AIA5"]) == ("AIA999", "aia")
