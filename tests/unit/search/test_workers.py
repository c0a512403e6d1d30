"""Workers say what this process would say; whatever becomes of them, nothing is lost."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from aiact_lint import cache, file_identity, plugins
from aiact_lint.discover import discover
from aiact_lint.reading import Library, read_relevant
from aiact_lint.search import shares, workers
from aiact_lint.search.look import Answer, Task
from aiact_lint.search.shares import shared_out
from aiact_lint.search.workers import Workers

_MODEL = "apiVersion: serving.kserve.io/v1beta1\nkind: InferenceService\nmetadata: {name: m}\n"
_DIES = "import sys\nsys.exit(1)\n"
_SIGNS = {".yaml": (b"kserve",)}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """More files than workers are spared for, of every format, some of them broken or out of reach."""
    top = tmp_path / "work"
    for n in range(40):
        _write(top / f"a{n}" / "plain.yaml", f"a: {n}\n")
        _write(top / f"a{n}" / "model.yaml", f"{_MODEL}# é😀\n---\na: &x [{n}]\nb: *x\n")
    _write(top / "card.md", "---\nlicense: mit\nbase_model: a/b\n---\n# Model card for x\n\nText.\n")
    _write(top / "broken.yaml", f"{_MODEL}x: [\n")
    _write(
        top / "definition.yaml", f"{_MODEL}---\nkind: CustomResourceDefinition\nmetadata: {{}}\n---\nkind: Service\n"
    )
    _write(top / "bom.json", '{"bomFormat": "CycloneDX", "components": [{"type": "machine-learning-model"}]}')
    _write(top / "main.tf", 'resource "aws_sagemaker_endpoint" "e" {\n  name = "e"\n}\n')
    _write(top / "c" / "Chart.yaml", "name: c\nversion: 1.0.0\n")
    _write(top / "c" / "templates" / "m.yaml", _MODEL.replace("name: m", "name: {{ .Chart.Name }}"))
    _write(top / "aiact.yaml", "version: 1\nsystem: s\n")
    (top / "binary.yaml").write_bytes(b"serving.kserve.io \xff\xfe\n")
    (top / "link.yaml").symlink_to(top / "broken.yaml")
    return top


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _read(top: Path, jobs: int) -> Library:
    toolbox = plugins.collect(plugins.manager(installed=False))
    suffixes = tuple(suffix for parser in toolbox.parsers for suffix in parser.suffixes)
    return read_relevant(discover([top], top, suffixes=suffixes), toolbox.parsers, toolbox.kinds, jobs=jobs)


def _shown(library: Library) -> object:
    documents = [
        (
            each.source.path,
            each.index,
            each.data,
            dict(each.values),
            dict(each.keys),
            each.span,
            each.unknown,
            each.tags,
        )
        for each in library.documents
    ]
    failures = [(each.source.path, each.message, each.span) for each in library.failures]
    return documents, failures, library.skipped, sorted(library.sources), sorted(library.read)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The processes that are started during a test."""
    found: list[object] = []
    start = Workers._start

    def noted(self: Workers) -> object:
        found.append(made := start(self))
        return made

    monkeypatch.setattr(Workers, "_start", noted)
    return found


@pytest.mark.parametrize("jobs", [2, 3])
@pytest.mark.parametrize("kept", [False, True])
def test_a_run_with_workers_reads_what_a_run_without_reads(
    tree: Path, tmp_path: Path, started: list[object], jobs: int, kept: bool
) -> None:
    alone = _shown(_read(tree, 1))
    assert not started
    try:
        cache.use(tmp_path / "cache" if kept else None)
        assert _shown(_read(tree, jobs)) == alone
        assert None not in started
        assert 1 <= len(started) <= jobs
        assert _shown(_read(tree, jobs)) == alone
        assert _shown(_read(tree, 1)) == alone
    finally:
        cache.use(None)


def test_what_dies_is_done_here(tree: Path, started: list[object], monkeypatch: pytest.MonkeyPatch) -> None:
    alone = _shown(_read(tree, 1))
    monkeypatch.setattr(workers, "_START", _DIES)
    assert _shown(_read(tree, 2)) == alone
    assert started


def test_no_python_to_start_is_no_error(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = _shown(_read(tree, 1))
    monkeypatch.setattr(sys, "executable", str(tree / "missing"))
    assert _shown(_read(tree, 2)) == alone


def test_no_more_than_a_few_are_started_after_each_other(
    tmp_path: Path, started: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "_START", _DIES)
    chunks = [[Task(f"{n}.yaml", "yaml")] for n in range(30)]
    with closing(Workers(2, tmp_path, _SIGNS, digests=False).answers(chunks)) as found:
        assert list(found) == [None] * 30
    assert 1 <= len(started) <= 4


def test_a_run_that_is_broken_off_leaves_no_process(tmp_path: Path) -> None:
    chunks = [[Task(f"{n}.yaml", "yaml")] for n in range(50)]
    made = Workers(2, tmp_path, _SIGNS, digests=False)
    answers = made.answers(chunks)
    assert next(answers) == {0: Answer(skipped="cannot be read: No such file or directory")}
    answers.close()
    assert made._running
    assert all(each.poll() is not None for each in made._running)


def test_an_interrupted_run_leaves_no_process(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Workers] = []
    answers = Workers.answers

    def noted(self: Workers, chunks: Sequence[Sequence[Task]]) -> object:
        made.append(self)
        return answers(self, chunks)

    def interrupt(done: int, total: int) -> None:
        if done == 5:
            raise KeyboardInterrupt

    monkeypatch.setattr(Workers, "answers", noted)
    toolbox = plugins.collect(plugins.manager(installed=False))
    with pytest.raises(KeyboardInterrupt):
        read_relevant(discover([tree], tree), toolbox.parsers, toolbox.kinds, interrupt, jobs=2)
    assert made[0]._running
    assert all(each.poll() is not None for each in made[0]._running)


def test_nothing_of_the_current_folder_is_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("marshal", "signal", "gc", "yaml", "pathlib", "aiact_lint", "sitecustomize", "usercustomize"):
        _write(
            tmp_path / f"{name}.py", f"open({str(tmp_path / 'imported')!r}, 'a').write({name!r})\nraise SystemExit\n"
        )
    _write(tmp_path / "a.yaml", "kserve: 1\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", ["", os.curdir, *sys.path])
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    (answers,) = Workers(2, tmp_path, _SIGNS, digests=True).answers([[Task("a.yaml", "yaml")]])
    assert answers is not None
    assert answers[0].sign
    assert answers[0].parsed is not None
    assert not (tmp_path / "imported").exists()


def test_a_link_out_of_the_tree_is_not_read(tmp_path: Path) -> None:
    _write(tmp_path / "outside.yaml", "kserve: 1\n")
    (tmp_path / "tree").mkdir()
    (tmp_path / "tree" / "a.yaml").symlink_to(tmp_path / "outside.yaml")
    (answers,) = Workers(2, tmp_path / "tree", _SIGNS, digests=False).answers([[Task("a.yaml", "yaml")]])
    assert answers == {0: Answer(skipped="symbolic link")}


def test_processes_are_started_by_themselves_where_they_pay(
    tree: Path, started: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shares, "_processors", lambda: 2)
    assert shares.processes(1_000_000) == 1
    assert shares.processes(10**12) == 2
    alone = _shown(_read(tree, 0))
    assert not started
    monkeypatch.setattr(shares, "_PAYS", 100_000)
    assert _shown(_read(tree, 0)) == alone
    assert len(started) == 2
    monkeypatch.setattr(shares, "_processors", lambda: 1)
    assert _shown(_read(tree, 0)) == alone
    assert len(started) == 2


def test_a_warm_run_has_nothing_for_workers(
    tree: Path, tmp_path: Path, started: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder, _, files in os.walk(tree):
        for name in files:
            os.utime(Path(folder, name), (1_600_000_000, 1_600_000_000), follow_symlinks=False)
    monkeypatch.setattr(file_identity, "SETTLED", 0)
    cache.use(tmp_path / "cache")
    try:
        _read(tree, 2)
        assert started
        started.clear()
        _read(tree, 2)
        assert len(started) == 0
    finally:
        cache.use(None)


def test_shares_hold_every_task_once_in_order() -> None:
    tasks = [Task(f"{n}.yaml", "") for n in range(100)]
    found = list(shared_out(tasks, [50_000] * 100, 2))
    assert [each for share in found for each in share] == tasks
    assert len(found) > 2
