from datetime import date
from pathlib import Path

import pytest

from aiact_lint import config
from aiact_lint.discover import UsageError


def _load(tmp_path: Path, text: str) -> config.Config:
    file = tmp_path / "aiact-lint.yaml"
    file.write_text(text)
    return config.load(file)


def test_everything(tmp_path: Path) -> None:
    loaded = _load(
        tmp_path,
        """\
enforce: all
horizon: 30
fail-on: warning
select: [AIA1]
ignore: [unclassified-system]
exclude: [legacy/]
rules: [./policy]
prefixes: [governance.acme.eu/]
suppressions:
  - {rules: [AIA502], paths: [x.json], reason: archived elsewhere, until: 2027-06-30}
""",
    )
    assert (loaded.enforce, loaded.horizon, loaded.fail_on) == ("all", 30, "warning")
    assert (loaded.select, loaded.ignore) == (("AIA1",), ("unclassified-system",))
    assert loaded.rules == ((tmp_path / "policy").resolve(),)
    (suppression,) = loaded.suppressions
    assert suppression.until == date(2027, 6, 30)
    assert suppression.where.endswith("aiact-lint.yaml:10")


@pytest.mark.parametrize("text", ["", "# nothing\n", "{}\n"])
def test_an_empty_file_is_the_default(tmp_path: Path, text: str) -> None:
    loaded = _load(tmp_path, text)
    assert (loaded.enforce, loaded.horizon, loaded.fail_on, loaded.select) == ("dated", 180, "error", ())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("enforce: some\n", r"aiact-lint.yaml:1: 'some' is not one of dated, all"),
        ("version: 1\nhorizn: 3\n", r"aiact-lint.yaml:2: 'horizn' is not a known key; did you mean 'horizon'\?"),
        ("suppressions:\n  - {rules: [AIA502], paths: [x]}\n", r"aiact-lint.yaml:2: 'reason' is missing"),
        (
            "suppressions:\n  - {rules: [AIA502], paths: [x], reason: y, until: soon}\n",
            r":2: .*'until: soon' is not a date",
        ),
        ("a: [1\n", r"aiact-lint.yaml:\d: "),
    ],
)
def test_flaws_are_told_with_file_and_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        _load(tmp_path, text)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        config.load(tmp_path / "none.yaml")


def test_find(tmp_path: Path) -> None:
    assert config.find(tmp_path) is None
    (tmp_path / ".aiact-lint.yml").write_text("{}")
    assert config.find(tmp_path) == tmp_path / ".aiact-lint.yml"
