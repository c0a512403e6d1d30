from __future__ import annotations

from collections.abc import Mapping

from aiact_lint.finding import Edit, Finding, Fix, Level, Location
from aiact_lint.fixing.mending import Mended, mend
from aiact_lint.fixing.patch import patch
from aiact_lint.parsers import Parser, hcl, json_, markdown, yaml_
from aiact_lint.source import SourceFile, Span

PARSERS = (
    Parser("yaml", (".yaml",), yaml_.parse),
    Parser("json", (".json",), json_.parse),
    Parser("hcl", (".tf",), hcl.parse),
    Parser("markdown", (".md",), lambda source: markdown.parse(source, yaml_.parse_span)),
)


def finding(*fixes: Fix) -> Finding:
    first = fixes[0].edits[0]
    return Finding("AIA002", Level.ERROR, "m", Location(first.path, first.region, ""), fixes=fixes)


def swap(source: SourceFile, old: str, new: str, *, safe: bool = True, only_comments: bool = False) -> Fix:
    at = source.text.index(old)
    edit = Edit.at(source, Span(at, at + len(old)), new)
    return Fix("swap", safe, (edit,), only_comments)


def mended(*findings: Finding, files: Mapping[str, SourceFile], unsafe: bool = False) -> Mended:
    return mend(findings, files.get, PARSERS, unsafe=unsafe)


def source(text: str, path: str = "a.yaml") -> tuple[SourceFile, dict[str, SourceFile]]:
    made = SourceFile(path, text.encode())
    return made, {path: made}


def texts(result: Mended) -> dict[str, str]:
    return {path: each.text for path, each in result.after.items()}


def test_unsafe_fixes_wait_until_they_are_asked_for() -> None:
    file, files = source("a: 1 # one\n")
    both = finding(swap(file, "1", "2", safe=False), swap(file, "a", "b"))
    assert texts(mended(both, files=files)) == {"a.yaml": "b: 1 # one\n"}
    assert texts(mended(both, files=files, unsafe=True)) == {"a.yaml": "a: 2 # one\n"}


def test_fixes_that_collide_wait_for_the_next_round() -> None:
    file, files = source("a: 1\nb: 2\n")
    first, second, third = (finding(swap(file, *pair)) for pair in (("a: 1", "c: 3"), ("1", "4"), ("2", "5")))
    result = mended(first, second, third, files=files)
    assert texts(result) == {"a.yaml": "c: 3\nb: 5\n"}
    assert [each for each, _ in result.fixes] == [first, third]


def test_edits_of_one_fix_are_made_together_or_not_at_all() -> None:
    file, files = source("a: 1\nb: 2\n")
    other, more = source("c: 3\n", "c.yaml")
    whole = Fix("both", True, (*swap(file, "1", "9").edits, *swap(other, "3", "9").edits))
    assert texts(mended(finding(whole), files=files | more)) == {"a.yaml": "a: 9\nb: 2\n", "c.yaml": "c: 9\n"}
    assert texts(mended(finding(whole), files=files)) == {}
    assert texts(mended(finding(swap(file, ": 1", ": 7")), finding(whole), files=files | more)) == {
        "a.yaml": "a: 7\nb: 2\n"
    }


def test_a_fix_after_which_the_file_cannot_be_read_is_not_made() -> None:
    file, files = source("a: 1\nb: 2\n")
    good, bad = finding(swap(file, "1", "3")), finding(swap(file, "2", "[2"))
    result = mended(bad, good, files=files)
    assert texts(result) == {"a.yaml": "a: 3\nb: 2\n"}
    assert [each for each, _ in result.fixes] == [good]


def test_a_broken_file_may_stay_as_broken_as_it_is() -> None:
    file, files = source('a = 1\nb = [\nresource "x" "y" {\n', "a.tf")
    assert hcl.parse(file).failures
    assert texts(mended(finding(swap(file, "1", "2")), files=files)) == {"a.tf": 'a = 2\nb = [\nresource "x" "y" {\n'}


def test_what_should_only_touch_comments_may_not_change_data() -> None:
    file, files = source("a: |\n  # aiact-lint: no comment\nb: 1 # aiact-lint: a comment\n")
    content = finding(swap(file, "  # aiact-lint: no comment\n", "", only_comments=True))
    comment = finding(swap(file, " # aiact-lint: a comment", "", only_comments=True))
    value = finding(swap(file, "1", "2"))
    assert texts(mended(content, comment, value, files=files)) == {"a.yaml": "a: |\n  # aiact-lint: no comment\nb: 2\n"}


def test_files_that_may_not_be_written_or_read_as_text_stay() -> None:
    file, _ = source("a: 1\n")
    assert texts(mended(finding(swap(file, "1", "2")), files={})) == {}
    assert texts(mended(finding(swap(file, "1", "2")), files={"a.yaml": SourceFile("a.yaml", b"a: \xff\n")})) == {}


def test_a_patch_keeps_line_ends_and_says_where_none_is() -> None:
    file, files = source("a: 1\r\nb: 2\r\nc: 3")
    result = mended(finding(swap(file, "1", "9")), finding(swap(file, "3", "4")), files=files)
    assert patch(result) == (
        "--- a/a.yaml\n+++ b/a.yaml\n@@ -1,3 +1,3 @@\n-a: 1\r\n+a: 9\r\n b: 2\r\n"
        "-c: 3\n\\ No newline at end of file\n+c: 4\n\\ No newline at end of file\n"
    )
    assert patch(mended(files=files)) == ""
