"""Programs of expressions are kept in the cache as far as a run made them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from aiact_lint import cache
from aiact_lint.checks import expression


@pytest.fixture
def cached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(expression, "_programs", expression._Programs())
    cache.use(tmp_path / "cache")
    yield tmp_path / "cache"
    cache.use(None)


def _entries(folder: Path) -> list[dict[str, bytes]]:
    names = (each.name.removeprefix("programs-") for each in folder.glob("programs-*"))
    return [entry for name in names if isinstance(entry := cache.load("programs", name), dict)]


def test_only_programs_that_were_needed_are_kept_and_later_ones_added(
    cached: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = ["self.a == 1", "self.b == 2", ""]
    expression.prepare(both)
    expression.compiled("self.a == 1")
    expression.keep()
    (entry,) = _entries(cached)
    assert entry.keys() == {"self.a == 1"}
    monkeypatch.setattr(expression, "_programs", expression._Programs())
    expression.prepare(both)
    expression.compiled("self.b == 2")
    expression.keep()
    (entry,) = _entries(cached)
    assert entry.keys() == {"self.a == 1", "self.b == 2"}


def test_a_kept_program_is_used_and_not_made_again(cached: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expression.prepare(["self.a == 1"])
    expression.compiled("self.a == 1")
    expression.keep()
    (file,) = cached.glob("programs-*")
    other = expression.compiled("self.a == 2").serialize()  # what tells the kept one from a new one
    cache.save("programs", file.name.removeprefix("programs-"), {"self.a == 1": other})
    monkeypatch.setattr(expression, "_programs", expression._Programs())
    expression.prepare(["self.a == 1"])
    program = expression.compiled("self.a == 1")
    assert [program.eval(data={"self": {"a": each}}).plain_value() for each in (1, 2)] == [False, True]


def test_without_a_cache_nothing_is_kept(tmp_path: Path) -> None:
    cache.use(None)
    expression.prepare(["self.c == 3"])
    expression.compiled("self.c == 3")
    expression.keep()
    assert list(tmp_path.iterdir()) == []
