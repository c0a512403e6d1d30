"""Bicep: data shaped like the compiled template, with the place of every key and value."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiact_lint.document import Document
from aiact_lint.expression import Binary, Call, Conditional, ForExpression, Index, Opaque, Template, Traversal, Unary
from aiact_lint.parsers import bicep
from aiact_lint.source import SourceFile
from aiact_lint.subjects import Place
from unit.where import shown

_FILE = """\
targetScope = 'resourceGroup'
// the name
@description('The name')
param name string
@allowed([
  30
  365
])
param days int = 30
@secure()
param key string = 'x'
param mode 'a' | 'b' = 'b'
param shape { a: string, b: int? }?
var tags = { 'aiact-risk-class': 'high', team: name }
var kept = days > 90 ? days : 90 /* at least */

resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = if (days > 1) {
  name: name
  kind: 'OpenAI'
  properties: { publicNetworkAccess: 'Enabled', list: [1, -2, 'it\\'s'] }
  tags: tags
  resource gpt 'deployments' = {
    name: 'gpt'
  }
}
resource seen 'Microsoft.Storage/storageAccounts@2023-01-01' existing = { name: 'acme' }
resource each 'A.B/cs@1' = [for (d, i) in [1, 2]: {
  name: 'n${d}-${i}'
}]
module other 'br/public:x:1' = { name: 'm', params: { a: 1 } }
output id string = account.id
"""


def _parsed(text: str) -> Document:
    parsed = bicep.parse(SourceFile("main.bicep", text.encode()))
    assert not parsed.failures, parsed.failures
    return parsed.documents[0]


def _at(document: Document, *path: str | int) -> str:
    return shown(Place(document, path))


def test_parameters_and_variables() -> None:
    document = _parsed(_FILE)
    assert document.get(("parameters",)) == {
        "name": {"type": "string"},
        "days": {"type": "string", "defaultValue": 30},
        "key": {"type": "secureString", "defaultValue": "x"},
        "mode": {"type": "string", "defaultValue": "b"},
        "shape": {"type": "string"},
    }
    assert document.get(("variables", "tags")) == {"aiact-risk-class": "high", "team": "name"}
    assert _at(document, "parameters", "days", "defaultValue") == "9:18-20 30"
    assert _at(document, "variables", "tags", "aiact-risk-class") == "14:34-40 'high'"
    assert shown(Place(document, ("variables", "tags", "team"), on_key=True)) == "14:42-46 team"
    assert isinstance(document.expressions[("variables", "kept")], Conditional)
    assert _at(document, "variables", "kept") == "15:12-33 days > 90 ? days : 90"


def test_resources() -> None:
    document = _parsed(_FILE)
    resources = document.get(("resources",))
    assert isinstance(resources, dict)
    assert list(resources) == ["account", "seen", "each"]
    assert resources["account"] == {
        "type": "Microsoft.CognitiveServices/accounts",
        "name": "name",
        "kind": "OpenAI",
        "properties": {"publicNetworkAccess": "Enabled", "list": [1, "-2", "it's"]},
        "tags": "tags",
        "resources": {"gpt": {"type": "deployments", "name": "gpt"}},
    }
    assert resources["seen"] == {"type": "Microsoft.Storage/storageAccounts", "existing": True, "name": "acme"}
    assert resources["each"] == {"type": "A.B/cs", "name": "'n${d}-${i}'"}
    assert shown(Place(document, ("resources", "account"), on_key=True)) == "17:10-17 account"
    assert _at(document, "resources", "account", "type") == "17:18-67 'Microsoft.CognitiveServices/accounts@2025-06-01'"
    assert _at(document, "resources", "account", "properties", "list", 2) == "20:63-70 'it\\'s'"
    assert _at(document, "resources", "account", "resources", "gpt", "name") == "23:11-16 'gpt'"
    assert document.expressions[("resources", "account", "name")] == Traversal(
        document.locate(("resources", "account", "name")), "name"
    )


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("a.b[0].?c[?'d']", Index),
        ("a!.b", Index),
        ("a::b", Index),
        ("f(a, 1)", Call),
        ("sys.f(a)", Call),
        ("f(\n  a\n  1\n)", Call),
        ("!a", Unary),
        ("a ?? b", Binary),
        ("1 + 2 * 3 - 4", Binary),
        ("a == b && c || d", Binary),
        ("a\n  ? b\n  : c", Conditional),
        ("'x${a}y${f('z')}'", Template),
        ("map(a, x => x.b)", Call),
        ("(x, y) => x", Opaque),
        ("{ ...a, b: 1 }", Opaque),
        ("[for x in y: x.z]", ForExpression),
    ],
)
def test_expressions(written: str, kind: type) -> None:
    document = _parsed(f"var v = {written}\nvar after = 1\n")
    found = document.expressions[("variables", "v")]
    assert isinstance(found, kind)
    assert document.source.slice(found.span) == written
    assert document.get(("variables", "after")) == 1


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("'it\\'s \\u{e4} \\${x} $y'", "it's ä ${x} $y"),
        ("'''\na\n'b' '''", "a\n'b' "),
        ("''", ""),
        ("true", True),
        ("null", None),
        ("12", 12),
        ("[\n  1 // one\n  2\n]", [1, 2]),
        ("[1, 2]", [1, 2]),
        ("{\n  a: 1\n\n  'b c': { d: 'e' }\n}", {"a": 1, "b c": {"d": "e"}}),
        ("(5)", 5),
        ("{}", {}),
        ("[]", []),
    ],
)
def test_literals(written: str, value: object) -> None:
    document = _parsed(f"var v = {written}\n")
    assert document.get(("variables", "v")) == value
    assert not document.unknown


def test_a_broken_statement_is_told_and_the_rest_is_read() -> None:
    parsed = bicep.parse(
        SourceFile("a.bicep", b"var a = {\n  b: \n}\nvar c = 1\nresource d 'X.Y/z@1' = { name: 'e' }\n")
    )
    (failure,) = parsed.failures
    assert failure.message.startswith("not valid Bicep: expected ")
    assert failure.span is not None
    assert failure.source.line_of(failure.span.start) == 3
    assert parsed.documents[0].get(("variables",)) == {"c": 1}
    assert parsed.documents[0].get(("resources", "d", "name")) == "e"


@pytest.mark.parametrize(
    "text", ["var a = " + "[" * 5000, "var a = " + "!" * 5000 + "b", "var a = " + "(" * 5000, "var a = b" + ".c" * 5000]
)
def test_deep_nesting_is_refused_or_read(text: str) -> None:
    parsed = bicep.parse(SourceFile("a.bicep", text.encode()))
    assert len(parsed.documents) == 1


def test_work_stays_bounded_by_the_size_of_the_file() -> None:
    text = "var a = /*\n" * 20_000 + "var b = '''\n" * 20_000
    start = time.process_time()
    bicep.parse(SourceFile("a.bicep", text.encode()))
    assert time.process_time() - start < 5


_PIECES = st.sampled_from(
    ["var ", "param ", "resource ", "a", " = ", "'", "'''", "${", "}", "{", "[", "]", "(", ")", ":", "\n", "for x in y", "?", ".", "=>",
     "@", "existing", "'A.B/c@1'", "if", "//", "/*", "*/", ",", "1", "...", "!", "-", "\\", "ä\U0001f600"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=40))
def test_no_text_is_too_strange(pieces: list[str]) -> None:
    source = SourceFile("a.bicep", "".join(pieces).encode())
    (document,) = bicep.parse(source).documents
    for views in (document.values, document.keys):
        for path in views:
            assert 0 <= views[path].start <= views[path].end <= len(source.text)
