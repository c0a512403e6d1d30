"""A lazy pattern does what the compiled one does, and every one of the program is a pattern."""

from __future__ import annotations

import re
from importlib import import_module
from pkgutil import walk_packages

import pytest

import aiact_lint
from aiact_lint.lazy_pattern import LazyPattern, compile_later


def test_it_does_what_the_compiled_one_does() -> None:
    text, data = compile_later("(b)(c)?", re.IGNORECASE), compile_later(rb"^b", re.MULTILINE)
    for _ in range(2):
        match = text.search("aBc")
        assert match is not None
        assert (match.span(), match[2], match.re) == ((1, 3), "c", re.compile("(b)(c)?", re.IGNORECASE))
    assert [each.start() for each in data.finditer(b"b\nb")] == [0, 2]
    assert (text.sub("-", "abc"), text.groups, text.pattern) == ("a-", 2, "(b)(c)?")
    assert text.fullmatch("x") is None


def test_it_compiles_once_and_only_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[object] = []
    usual = re.compile

    def counted(*given: str) -> re.Pattern[str]:
        compiled.append(given)
        return usual(given[0])

    monkeypatch.setattr(re, "compile", counted)
    pattern = compile_later("a")
    assert compiled == []
    assert pattern.match("a")
    assert pattern.search("ba")
    assert compiled == [("a", 0)]


def test_a_broken_one_says_so_on_first_use() -> None:
    broken = compile_later("(")
    with pytest.raises(re.error):
        broken.search("")


def test_all_of_the_program_compile() -> None:
    modules = [
        import_module(each.name)
        for each in walk_packages(aiact_lint.__path__, "aiact_lint.")
        if "__main__" not in each.name
    ]
    found = [value for module in modules for value in vars(module).values() if isinstance(value, LazyPattern)]
    assert len(found) > 50
    for pattern in found:
        assert pattern.pattern
