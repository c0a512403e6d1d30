"""Signs in groups say the same as signs one by one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aiact_lint import plugins
from aiact_lint.reading import _looked_for
from aiact_lint.search.signs import Signs, grouped, holds_of_groups
from aiact_lint.source import SourceFile

_WORDS = st.text("abc/.", min_size=1, max_size=9).map(str.encode)


def _signs() -> Signs:
    toolbox = plugins.collect(plugins.manager(installed=False))
    return Signs(_looked_for(toolbox.parsers, toolbox.kinds))


@given(st.lists(_WORDS, max_size=12), st.text("abc/.", max_size=60).map(str.encode))
def test_groups_find_what_single_signs_find(tokens: list[bytes], data: bytes) -> None:
    assert holds_of_groups(data, grouped(tokens)) == any(token in data for token in tokens)


@given(st.lists(_WORDS, unique=True, max_size=12))
def test_every_sign_is_in_one_group_and_holds_what_the_group_shares(tokens: list[bytes]) -> None:
    groups = grouped(tokens)
    assert sorted(token for _, found in groups for token in found) == sorted(tokens)
    assert all(shared in token for shared, found in groups for token in found)


def test_every_sign_of_every_ending_is_found_after_much_was_looked_through() -> None:
    signs = _signs()
    for ending, tokens in signs.by_ending.items():
        path = ending.lstrip("/") if ending.startswith("/") else f"a{ending}"
        assert not signs.are_in(SourceFile(path, b"." * 1_000_000))
        assert ending not in signs._groups
        assert not signs.are_in(SourceFile(path, b"nothing"))
        assert ending in signs._groups
        for token in tokens:
            assert signs.are_in(SourceFile(path, b"x " + token + b" y")), (ending, token)


def test_a_file_that_no_kind_is_for_holds_none() -> None:
    assert _signs().of("a.txt") == ()
    assert not _signs().are_in(SourceFile("a.txt", b"serving.kserve.io"))
