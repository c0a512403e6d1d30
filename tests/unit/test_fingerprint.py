"""GitHub's line fingerprint: published vectors, vectors of a second implementation, and its definition."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiact_lint.fingerprint import line_fingerprint, line_fingerprints
from aiact_lint.source import SourceFile


def fingerprints(data: bytes) -> list[str]:
    found = line_fingerprints(SourceFile("a.yaml", data))
    assert list(found) == list(range(1, len(found) + 1))
    return list(found.values())


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", ["c129715d7a2bc9a3:1"]),
        (
            b" a\nb\n  \t\tc\n d",
            ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"],
        ),
        # The rest was worked out with an implementation in JavaScript that reads files as GitHub's action does.
        (b"a: 1\nb: 2\n", ["132b7ee912c57691:1", "5d56533273a3bbdb:1", "c129715d7a2bc9a3:1"]),
        (b"\xef\xbb\xbfa: 1\nb: 2\n", ["af9a9a241ff3d7a0:1", "5d56533273a3bbdb:1", "c129715d7a2bc9a3:1"]),
        ("name: \U0001f600 café\nnext\n".encode(), ["9014f5c0e913ac01:1", "a5f9e5dec441e0b8:1", "c129715d7a2bc9a3:1"]),
        (b"ok\n\xff\xfe\x80 bad\nend", ["4d6d3eabcb23a6e:1", "eb9632cd9c16b35e:1", "43b6461eda086fe2:1"]),
        (
            b"x" * 250 + b"\n" + b"x" * 100 + b"\ny",
            ["52b56201ffb58620:1", "52b56201ffb58620:2", "ed3261245082261c:1"],
        ),
    ],
    ids=["empty", "published", "plain", "byte-order-mark", "beyond-bmp", "not-utf8", "same-first-100-characters"],
)
def test_vectors(data: bytes, expected: list[str]) -> None:
    assert fingerprints(data) == expected


def test_equal_lines_are_counted_until_the_window_reaches_the_end() -> None:
    found = fingerprints(b"- image: a\n" * 24)
    assert found[:13] == [f"6762054cc7ea2504:{count}" for count in range(1, 14)]
    assert found[13] == "6762054cc7eb24d6:1"
    assert found[-1] == "c129715d7a2bc9a3:1"


def test_utf16_file_is_hashed_as_the_bytes_that_github_reads() -> None:
    # A line feed in UTF-16 is the byte 0A with a zero byte: GitHub sees the same three lines.
    expected = ["c588490f44ec34db:1", "2ef2f2548a50d0b3:1", "dbb503105d3f7427:1"]
    assert fingerprints("\ufeffa: 1\nb\n".encode("utf-16-le")) == expected


def test_a_line_that_does_not_exist_has_none() -> None:
    source = SourceFile("a.yaml", b"a\nb")
    assert line_fingerprint(source, 2) == fingerprints(b"a\nb")[1]
    assert line_fingerprint(source, 3) == ""
    assert line_fingerprint(source, 0) == ""


def test_a_file_is_hashed_once() -> None:
    source = SourceFile("a.yaml", b"a\nb")
    assert line_fingerprints(source) is line_fingerprints(source)


_TEXT = st.text(st.sampled_from("ab:- \t\n\r#é漢\U0001f600\ufeff\x00"), max_size=300)


@given(_TEXT)
def test_definition(text: str) -> None:
    """Each line's first 100 counted characters, as one polynomial a line."""
    counted = text.replace("\r\n", "\n").replace("\r", "\n").replace(" ", "").replace("\t", "")
    encoded = counted.encode("utf-16-be")
    units = [int.from_bytes(encoded[at : at + 2], "big") for at in range(0, len(encoded), 2)] + [0xFFFF]
    starts = [0] + [index + 1 for index, unit in enumerate(units) if unit == 10]
    seen: Counter[int] = Counter()
    expected = []
    for start in starts:
        value = 0
        for unit in (units[start : start + 100] + [0] * 100)[:100]:
            value = (value * 37 + unit) % 2**64
        seen[value] += 1
        expected.append(f"{value:x}:{seen[value]}")
    assert fingerprints(text.encode()) == expected


@given(st.lists(st.text(st.sampled_from("ab: \té"), max_size=40), max_size=12))
def test_line_ends_do_not_matter(lines: list[str]) -> None:
    unix = fingerprints("\n".join(lines).encode())
    assert fingerprints("\r\n".join(lines).encode()) == unix
    assert fingerprints("\r".join(lines).encode()) == unix


@given(st.lists(st.text(st.sampled_from("ab: \té"), max_size=40), max_size=12))
def test_blanks_do_not_matter(lines: list[str]) -> None:
    bare = [line.replace(" ", "").replace("\t", "") for line in lines]
    assert fingerprints("\n".join(lines).encode()) == fingerprints("\n".join(bare).encode())


@given(_TEXT)
def test_one_per_line_as_the_source_counts_them(text: str) -> None:
    source = SourceFile("a.yaml", text.encode())
    assert len(line_fingerprints(source)) == len(source.line_starts)
