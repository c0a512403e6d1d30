"""HCL to data and spans: what stands where, what is unknown, what survives an error."""

from __future__ import annotations

from textwrap import dedent

import pytest

from aiact_lint.document import Document, Path
from aiact_lint.parsers import hcl
from aiact_lint.source import SourceFile

LOG_GROUP = dedent(
    """\
    # logs
    resource "aws_cloudwatch_log_group" "inference" {
      name              = "/aws/sagemaker/Endpoints/cv"
      retention_in_days = 30
      tags = { "aiact:risk-class" = "high-risk", team : "ml" }
    }
    """
)


def read(text: str | bytes) -> Document:
    """The document of a text that parses."""
    parsed = hcl.parse(SourceFile("main.tf", text.encode() if isinstance(text, str) else text))
    assert not parsed.failures, [failure.message for failure in parsed.failures]
    (document,) = parsed.documents
    return document


def attribute(text: str) -> object:
    """The value of the attribute `a` at the top of a file."""
    return read(text).get(("attributes", "a"))


def value_text(document: Document, path: Path) -> str:
    return document.source.slice(document.values[path])


def key_text(document: Document, path: Path) -> str:
    return document.source.slice(document.keys[path])


def where(document: Document, path: Path) -> tuple[int, int, int]:
    """Line, column and UTF-16 column of a value."""
    region = document.source.region(document.values[path])
    return region.line, region.column, region.utf16_column


def test_a_block_has_type_labels_and_body() -> None:
    document = read(LOG_GROUP)
    assert document.language == "hcl"
    assert document.data == {
        "blocks": [
            {
                "type": "resource",
                "labels": ["aws_cloudwatch_log_group", "inference"],
                "body": {
                    "name": "/aws/sagemaker/Endpoints/cv",
                    "retention_in_days": 30,
                    "tags": {"aiact:risk-class": "high-risk", "team": "ml"},
                },
            }
        ]
    }


def test_every_part_of_a_block_has_its_span() -> None:
    document = read(LOG_GROUP)
    body: Path = ("blocks", 0, "body")
    assert value_text(document, ("blocks", 0, "type")) == "resource"
    assert value_text(document, ("blocks", 0, "labels", 0)) == '"aws_cloudwatch_log_group"'
    assert where(document, ("blocks", 0, "labels", 1)) == (2, 37, 37)
    assert where(document, ("blocks", 0)) == (2, 1, 1)
    assert value_text(document, ("blocks", 0)).endswith('"ml" }\n}')
    assert value_text(document, body).startswith("{\n  name ")
    assert key_text(document, (*body, "retention_in_days")) == "retention_in_days"
    assert value_text(document, (*body, "retention_in_days")) == "30"
    assert where(document, (*body, "retention_in_days")) == (4, 23, 23)
    assert key_text(document, (*body, "tags", "aiact:risk-class")) == '"aiact:risk-class"'
    assert key_text(document, (*body, "tags", "team")) == "team"
    assert where(document, (*body, "tags", "team")) == (5, 53, 53)


def test_a_missing_attribute_is_marked_on_the_name_of_its_block() -> None:
    document = read(LOG_GROUP)
    span = document.locate(("blocks", 0, "body", "kms_key_id"))
    assert document.source.slice(span) == '"inference"'
    unlabelled = read("locals {\n  a = 1\n}\n")
    assert unlabelled.source.slice(unlabelled.locate(("blocks", 0, "body", "b"))) == "locals"


def test_nested_blocks_are_lists_under_their_type() -> None:
    document = read('resource "a" "b" {\n  stage {\n    n = 1\n  }\n  x = 2\n  stage {\n    n = 3\n  }\n}\n')
    body: Path = ("blocks", 0, "body")
    assert document.get(body) == {"stage": [{"n": 1}, {"n": 3}], "x": 2}
    assert document.source.region(document.keys[(*body, "stage", 1)]).line == 6
    assert key_text(document, (*body, "stage", 1)) == "stage"
    assert value_text(document, (*body, "stage", 1)) == "stage {\n    n = 3\n  }"
    assert value_text(document, (*body, "stage", 1, "n")) == "3"
    assert document.source.slice(document.locate((*body, "stage", 0, "missing"))) == "stage"


def test_labels_of_nested_blocks_nest_by_name() -> None:
    document = read(
        'resource "a" "b" {\n  dynamic "setting" {\n    content {\n      n = 1\n    }\n  }\n  x "y" "z" {}\n}\n'
    )
    body: Path = ("blocks", 0, "body")
    assert document.get(body) == {"dynamic": [{"setting": [{"content": [{"n": 1}]}]}], "x": [{"y": {"z": [{}]}}]}
    assert key_text(document, (*body, "dynamic", 0, "setting")) == '"setting"'
    assert value_text(document, (*body, "dynamic", 0, "setting", 0, "content", 0, "n")) == "1"


def test_of_equal_names_in_a_body_the_first_counts_and_of_equal_keys_the_last() -> None:
    document = read("b {\n  a = [x]\n  a = 2\n  a { n = 1 }\n  k = { m = y, m = 1 }\n}\n")
    assert document.get(("blocks", 0, "body")) == {"a": ["${x}"], "k": {"m": 1}}
    assert document.unknown == {("blocks", 0, "body", "a", 0)}


def test_attributes_at_the_top_are_those_of_a_variable_file() -> None:
    document = read('region = "eu-west-1"\ndays   = 30\n')
    assert document.data == {"blocks": [], "attributes": {"region": "eu-west-1", "days": 30}}
    assert where(document, ("attributes", "days")) == (2, 10, 10)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1", 1),
        ("-2.5", -2.5),
        ("1e3", 1000.0),
        ("105e+2", 10500.0),
        ("-123e+2", -12300.0),
        ("0.0", 0.0),
        ("true", True),
        ("false", False),
        ("null", None),
        ("(1)", "${(1)}"),
        ("1e999", "${1e999}"),
        ("[]", []),
        ("{}", {}),
        ("[1, [2, {a = 3}],]", [1, [2, {"a": 3}]]),
        ('{ a = 1, "b" : 2\n c = 3 }', {"a": 1, "b": 2, "c": 3}),
        ("{ 1 = 2, true = 3 }", {"1": 2, "true": 3}),
        ("[ # why\n 1, // so\n /* and */ 2 ]", [1, 2]),
    ],
)
def test_literals(written: str, value: object) -> None:
    result = attribute(f"a = {written}\n")
    assert result == value
    assert type(result) is type(value)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (r'"a\n\t\"\\b\r"', 'a\n\t"\\b\r'),
        (r'"\u00e4\U0001F600"', "ä😀"),
        (r'"\uD800"', "\ufffd"),
        (r'"\U00110000"', "\ufffd"),
        ('"$${x} %%{y} $$ %% $ 100%"', "${x} %{y} $$ %% $ 100%"),
        (r'"\\u0041"', r"\u0041"),
        ('"{}"', "{}"),
        ('""', ""),
        ('"ä€😀"', "ä€😀"),
    ],
)
def test_escapes_in_strings(written: str, value: str) -> None:
    assert attribute(f"a = {written}\n") == value


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("<<EOT\n  a\n\n b\\n $${c}\n  EOT\n", "  a\n\n b\\n ${c}\n"),
        ("<<-EOT\n    a\n      b\n   \n    c\n  EOT\n", "a\n  b\n   \nc\n"),
        ("<<-EOT\n\ta\n\t\tb\nEOT\n", "a\n\tb\n"),
        ("<<EOT\nEOT\n", ""),
        ("<<-EOT\n    EOTX\n    EOT\n", "EOTX\n"),
        ("<<EOT\r\n a\r\nEOT\r\n", " a\r\n"),
    ],
)
def test_heredocs(written: str, value: str) -> None:
    assert attribute(f"a = {written}b = 1\n") == value


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("var.x", "${var.x}"),
        ('"a-${var.x}"', "a-${var.x}"),
        ('"${var.x}"', "${var.x}"),
        ('"a\\n${x}$${y}"', "a\\n${x}$${y}"),
        ("<<-E\n  a ${x}\n  E", "  a ${x}\n"),
        ('"%{ if x }a%{ endif }"', "%{ if x }a%{ endif }"),
        ("f(1)", "${f(1)}"),
        ("a ? 1 : 2", "${a ? 1 : 2}"),
        ("{ (var.k) = 1 }", "${{ (var.k) = 1 }}"),
        ('{ "${var.k}" = 1 }', '${{ "${var.k}" = 1 }}'),
        ("[for x in y : x]", "${[for x in y : x]}"),
    ],
)
def test_what_is_not_literal_stands_as_written_and_is_unknown(written: str, text: str) -> None:
    document = read(f"a = {written}\n")
    assert document.get(("attributes", "a")) == text
    assert document.unknown == {("attributes", "a")}
    assert set(document.expressions) == document.unknown


def test_only_the_unknown_members_of_a_collection_are_unknown() -> None:
    document = read("a = { b = [1, var.x], c = 2 }\n")
    assert document.get(("attributes", "a")) == {"b": [1, "${var.x}"], "c": 2}
    assert document.unknown == {("attributes", "a", "b", 1)}
    assert value_text(document, ("attributes", "a", "b", 1)) == "var.x"


def test_a_computed_key_hides_which_keys_there_are() -> None:
    document = read("a = { b = var.x, (var.k) = [var.y] }\n")
    assert document.unknown == {("attributes", "a")}


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_positions_beyond_ascii(line_end: str) -> None:
    text = line_end.join(['# Größe 😀 "', 'a = { "é😀" = "x", b = var.größe }', "größe = [😀]".replace("😀", "1"), ""])
    document = read(text)
    assert where(document, ("attributes", "a", "é😀")) == (2, 14, 15)
    assert value_text(document, ("attributes", "a", "b")) == "var.größe"
    assert where(document, ("attributes", "größe", 0)) == (3, 10, 10)


def test_a_byte_order_mark_moves_nothing() -> None:
    document = read(b"\xef\xbb\xbfa = 1\n")
    assert where(document, ("attributes", "a")) == (1, 5, 5)
    wide = read('a = "ä"\nb = 2\n'.encode("utf-16"))
    assert where(wide, ("attributes", "b")) == (2, 5, 5)


def test_an_empty_file_is_a_document_without_blocks() -> None:
    assert read("").data == {"blocks": []}
    assert read("# nothing\n").data == {"blocks": []}


def test_undecodable_bytes_are_a_failure() -> None:
    parsed = hcl.parse(SourceFile("main.tf", b'a = "\xff"\n'))
    assert parsed.documents == ()
    assert parsed.failures[0].span is None
    assert "byte 5" in parsed.failures[0].message


@pytest.mark.parametrize("line", ['x = "1', "x = [1,", "x = {", "x = = 2", "x = f("])
def test_an_error_in_one_block_costs_no_other_block(line: str) -> None:
    text = f'resource "a" "b" {{\n  {line}\n}}\nresource "c" "d" {{\n  y = 1\n}}\ny = 3\n'
    parsed = hcl.parse(SourceFile("main.tf", text.encode()))
    assert parsed.failures
    (document,) = parsed.documents
    blocks = document.get(("blocks",))
    assert isinstance(blocks, list)
    assert {"type": "resource", "labels": ["c", "d"], "body": {"y": 1}} in blocks
    index = blocks.index({"type": "resource", "labels": ["c", "d"], "body": {"y": 1}})
    assert where(document, ("blocks", index, "body", "y")) == (5, 7, 7)
    for failure in parsed.failures:
        assert failure.span is not None
        assert document.source.region(failure.span).line <= 4


@pytest.mark.parametrize(
    ("line", "column", "marked"),
    [("y = ]", 7, "]"), ('y = "a" "b"', 7, '"a"'), ("y = 1,", 8, ","), ("y : 2", 3, "y : 2")],
)
def test_an_error_is_marked_where_it_stands(line: str, column: int, marked: str) -> None:
    parsed = hcl.parse(SourceFile("main.tf", f'resource "a" "b" {{\n  x = 1\n  {line}\n  z = 3\n}}\n'.encode()))
    (failure,) = parsed.failures
    assert failure.span is not None
    source = parsed.documents[0].source
    assert (source.region(failure.span).line, source.region(failure.span).column) == (3, column)
    assert source.slice(failure.span) == marked
    assert parsed.documents[0].get(("blocks", 0, "body", "x")) == 1


@pytest.mark.parametrize("line", ["y = (", "=", "y = a b"])
def test_no_attribute_gets_the_value_of_another(line: str) -> None:
    parsed = hcl.parse(SourceFile("main.tf", f"a {{\n  x = 1\n  {line}\n  z = 3\n}}\n".encode()))
    body = parsed.documents[0].get(("blocks", 0, "body"))
    assert isinstance(body, dict)
    assert parsed.failures
    assert all({"x": 1, "z": 3}.get(name) == value for name, value in body.items() if isinstance(value, int))


def test_a_missing_brace_is_named() -> None:
    parsed = hcl.parse(SourceFile("main.tf", b"locals {\n  x = 1\n"))
    assert [failure.message for failure in parsed.failures] == ["not valid HCL: a '}' is missing"]


def test_a_string_over_two_lines_is_an_error() -> None:
    parsed = hcl.parse(SourceFile("main.tf", b'a = "x\ny"\nb = 1\n'))
    (failure,) = parsed.failures
    assert "not closed" in failure.message
    assert failure.span is not None
    assert parsed.documents[0].source.slice(failure.span) == '"x'
    assert attribute('a = "x${f(\n1)}y"\n') == "x${f(\n1)}y"


def test_failures_are_capped() -> None:
    text = "".join(f'resource "a" "b{n}" {{\n  x = = 1\n}}\n' for n in range(50))
    assert len(hcl.parse(SourceFile("main.tf", text.encode())).failures) == hcl.MAX_FAILURES


@pytest.mark.parametrize("expression", ['"a" == "b"', '"a" + 1', '"a" != var.b ? "x" : "y"', '"${var.a}" == "b"'])
def test_an_operation_that_starts_with_a_string_is_no_string(expression: str) -> None:
    (document,) = hcl.parse(SourceFile("x.tf", f"locals {{\n  x = {expression}\n}}\n".encode())).documents
    path = ("blocks", 0, "body", "x")
    assert path in document.unknown
    assert document.get(path) == f"${{{expression}}}"


def test_labels_and_blocks_beyond_any_sensible_depth_are_left_out() -> None:
    labels = '"x" ' * 2000
    assert read(f"r {{\n  x {labels}{{}}\n  y = 1\n}}\n").get(("blocks", 0, "body")) == {"y": 1}
    node = read("a = " + "[" * 2000 + "]" * 2000 + "\n").get(("attributes", "a"))
    while isinstance(node, list):
        node = node[0]
    assert isinstance(node, str)
    read("x {\n" * 2000 + "}\n" * 2000)


def test_what_takes_the_parser_too_long_is_given_up_and_reported() -> None:
    text = "a = " * 60_000 + '\nresource "b" "c" {}\n'
    (failure,) = hcl.parse(SourceFile("main.tf", text.encode())).failures
    assert "not read" in failure.message
