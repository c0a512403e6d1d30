from datetime import date
from pathlib import Path

import pytest

from aiact_lint import config, config_names
from aiact_lint.discover import UsageError, discover


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
profile: strict
baseline: ci/baseline.json
suppressions:
  - {rules: [AIA502], paths: [x.json], reason: archived elsewhere, until: 2027-06-30}
""",
    )
    assert (loaded.enforce, loaded.horizon, loaded.fail_on) == ("all", 30, "warning")
    assert (loaded.select, loaded.ignore) == (("AIA1",), ("unclassified-system",))
    assert loaded.rules == ((tmp_path / "policy").resolve(),)
    assert (loaded.profile, loaded.baseline) == ("strict", tmp_path / "ci/baseline.json")
    (suppression,) = loaded.suppressions
    assert suppression.until == date(2027, 6, 30)
    assert suppression.where.endswith("aiact-lint.yaml:12")


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
        ("profile: lax\n", r"aiact-lint.yaml:1: 'lax' is not one of starter, default, strict"),
        ("per-path:\n  - {paths: [x]}\n", r"aiact-lint.yaml:2: 'ignore' is missing"),
        ("\nbaseline: /etc/passwd\n", r"aiact-lint.yaml:2: 'baseline: /etc/passwd' lies outside the folder"),
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
    assert config_names.find(tmp_path) is None
    (tmp_path / ".aiact-lint.yml").write_text("{}")
    assert config_names.find(tmp_path) == tmp_path / ".aiact-lint.yml"


def test_per_path_entries_are_suppressions_with_their_place(tmp_path: Path) -> None:
    loaded = _load(tmp_path, "per-path:\n  - {paths: [tests/**], ignore: [AIA1, short-log-retention]}\n")
    (entry,) = loaded.suppressions
    assert (entry.rules, entry.paths, entry.reason) == (
        ("AIA1", "short-log-retention"),
        ("tests/**",),
        "ignored in these files",
    )
    assert entry.where.endswith("aiact-lint.yaml:2")


def _below(tmp_path: Path, files: dict[str, str], asked: str = ".") -> list[tuple[str, str, str, str]]:
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    tree = discover([Path(asked)], tmp_path)
    found = config.below(tree, [tree.path_of(tmp_path / asked)])
    return [(each.folder, ",".join(each.rules), ",".join(each.paths), each.where) for each in found]


def test_configs_in_folders_speak_for_their_files(tmp_path: Path) -> None:
    nested = """\
profile: strict
ignore: [AIA5]
per-path:
  - {paths: [legacy/], ignore: [AIA1]}
suppressions:
  - {rules: [AIA102], paths: ["*.md"], reason: papers}
"""
    found = _below(
        tmp_path, {"aiact-lint.yaml": "ignore: [AIA2]\n", "a/.aiact-lint.yml": nested, "a/b/aiact-lint.yaml": ""}
    )
    assert found == [
        ("a", "AIA5", "*", "a/.aiact-lint.yml:2"),
        ("a", "AIA102", "*.md", "a/.aiact-lint.yml:6"),
        ("a", "AIA1", "legacy/", "a/.aiact-lint.yml:4"),
    ]


def test_a_broken_config_in_a_folder_is_told_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"^a/aiact-lint.yaml:1: 'ignor' is not a known key"):
        _below(tmp_path, {"a/aiact-lint.yaml": "ignor: [AIA5]\n"})


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (".github/workflows/aiact-lint.yaml", "name: lint\non: push\njobs:\n  lint: {runs-on: ubuntu-latest}\n"),
        ("templates/aiact-lint.yml", "spec:\n  inputs: {}\n---\nlint: {script: aiact-lint}\n"),
        (
            "chart/templates/aiact-lint.yaml",
            "{{- if .Values.lint }}\napiVersion: batch/v1\nkind: CronJob\n{{- end }}\n",
        ),
    ],
)
def test_a_file_of_another_kind_with_the_same_name_is_no_config(tmp_path: Path, path: str, text: str) -> None:
    assert _below(tmp_path, {path: text}) == []


def test_a_link_to_a_config_elsewhere_is_not_followed(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "aiact-lint.yaml"
    elsewhere.write_text("ignore: [AIA5]\n")
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "aiact-lint.yaml").symlink_to(elsewhere)
    assert _below(tmp_path, {}) == []


@pytest.mark.parametrize("asked", ["services/hiring", "services/hiring/main.tf", "services"])
def test_configs_above_what_was_asked_for_count_too(tmp_path: Path, asked: str) -> None:
    files = {
        "services/aiact-lint.yaml": "ignore: [AIA5]\n",
        "services/hiring/aiact-lint.yaml": "ignore: [AIA4]\n",
        "services/hiring/main.tf": "",
        "other/aiact-lint.yaml": "ignore: [AIA3]\n",
        "aiact-lint.yaml": "ignore: [AIA2]\n",
    }
    assert [folder for folder, *_ in _below(tmp_path, files, asked)] == ["services", "services/hiring"]
