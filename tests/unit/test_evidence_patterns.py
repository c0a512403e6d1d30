"""Patterns under `artifacts` match as in a .gitignore, with and without the library for them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pathspec import GitIgnoreSpec

from aiact_lint.evidence import _PLAIN, _matcher

_NAMES = st.sampled_from(("a", "ab", "b.md", "c-d", "ä", ".x", "..", "**", "*", "a*"))
_PATHS = st.lists(st.sampled_from(("a", "ab", "b.md", "c-d", "ä", ".x")), min_size=1, max_size=4).map("/".join)


@given(st.lists(_NAMES, min_size=1, max_size=4).map("/".join), _PATHS)
def test_a_pattern_matches_as_in_a_gitignore(pattern: str, path: str) -> None:
    assert _matcher(pattern)(path) == GitIgnoreSpec.from_lines([f"/{pattern}"]).match_file(path)


def test_what_is_told_without_the_library() -> None:
    plain = ("README.md", "models/cv/README.md", "deploy/**", "a/b-c/**")
    others = ("", ".", "../a", "**", "**/a", "a/*", "a/**/b", "a b", "!a", "#a", "a/", ".x/a", "a/../b", "a\n")
    assert all(map(_PLAIN.fullmatch, plain))
    assert not any(map(_PLAIN.fullmatch, others))
    assert [_matcher("deploy/**")(path) for path in ("deploy", "deploy/a", "deploy/a/b", "deployed/a")] == [
        *(False, True, True, False)
    ]
