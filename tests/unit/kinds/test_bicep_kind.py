"""Bicep files as artifacts: they are read as what they compile to."""

from __future__ import annotations

from textwrap import dedent

import pytest

from aiact_lint.kinds.arm import KIND
from aiact_lint.parsers import bicep, json_
from aiact_lint.source import SourceFile
from aiact_lint.subjects import Artifact, Origin, ReferenceKind
from unit.kinds.template_files import fact, told
from unit.where import shown

_FILE = """\
param name string
param days int = 60
var tags = { 'aiact-risk-class': 'high' }
var logName = '${name}-logs'

resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: name
  kind: 'OpenAI'
  tags: tags
  properties: { publicNetworkAccess: days > 30 ? 'Enabled' : 'Disabled' }
}

resource models 'Microsoft.CognitiveServices/accounts/deployments@2025-06-01' = [for m in [1, 2]: {
  parent: account
  name: 'm${m}'
  properties: { model: { name: 'gpt-4o' } }
}]

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: logName
  properties: { retentionInDays: days }
}

resource calls 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: account
  name: 'calls'
  properties: { workspaceId: logs.id, logs: [{ category: 'RequestResponse', enabled: true }] }
}

resource shared 'Microsoft.CognitiveServices/accounts@2025-06-01' existing = { name: 'shared' }
"""


def _read(text: str) -> dict[str, Artifact]:
    (document,) = bicep.parse(SourceFile("main.bicep", dedent(text).encode())).documents
    assert KIND.wants(document)
    return {each.anchor: each for each in KIND.read([document], ())}


def _named(artifact: Artifact) -> list[str]:
    resources = (each for each in artifact.references if each.kind is ReferenceKind.RESOURCE)
    return [each.value.removeprefix("main.bicep//") for each in resources]


def test_which_resources_are_ai() -> None:
    found = _read(_FILE)
    assert {name: (each.kind, each.ai) for name, each in found.items()} == {
        "account": ("bicep", "Azure AI account"),
        "models": ("bicep", "Azure AI model deployment"),
        "logs": ("bicep", None),
        "calls": ("bicep", None),
        "shared": ("bicep", None),
    }
    assert shown(found["account"].place) == "6:10-17 account"
    assert [(each.key, each.value.value, shown(each.value.place)) for each in found["account"].statements] == [
        ("risk-class", "high-risk", "9:9-13 tags")
    ]


def test_facts_and_their_places() -> None:
    found = _read(_FILE)
    assert told(fact(found["logs"], "retention_days")) == (60, Origin.DERIVED, "21:34-38 days", ["2:18-20 60"])
    assert told(fact(found["models"], "model")) == ("gpt-4o", Origin.STATED, "16:32-40 'gpt-4o'", [])
    assert fact(found["account"], "public_network_access").origin is Origin.UNKNOWN  # `>` is not worked out
    assert fact(found["calls"], "inference_logging").value is True


def test_links() -> None:
    found = _read(_FILE)
    assert _named(found["models"]) == ["account"]
    assert _named(found["calls"]) == ["account", "logs"]
    assert _named(found["account"]) == ["models", "calls"]


def _value(expression: str) -> tuple[object, Origin]:
    text = f"""\
        param s string = 'Ab'
        param none string
        @secure()
        param secret string = 'x'
        param o object = {{ a: ['x', {{ b: s }}] }}
        var loop = loop
        resource w 'Microsoft.OperationalInsights/workspaces@1' = {{
          name: 'w'
          properties: {{ retentionInDays: {expression} }}
        }}
        """
    found = fact(_read(text)["w"], "retention_days")
    return found.value, found.origin


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("s", "Ab"),
        ("'a-${s}-${1}'", "a-Ab-1"),
        ("o.a[1].b", "Ab"),
        ("o.?a[0]", "x"),
        ("s == 'Ab' ? 5 : none", 5),
        ("s == 'Ab' && !(s == 'b') || false ? 1 : 2", 1),
        ("null ?? 7", 7),
        ("toLower('${s}x')", "abx"),
        ("union({ a: 1 }, { b: s }).b", "Ab"),
        ("first(['p', s])", "p"),
    ],
)
def test_what_the_file_says(expression: str, value: object) -> None:
    assert _value(expression) == (value, Origin.DERIVED)


@pytest.mark.parametrize(
    "expression",
    ["none", "secret", "loop", "gone", "w.id", "resourceGroup().location", "s > 1", "map(o.a, x => x)", "'${none}'"],
)
def test_what_nobody_can_know_is_unknown(expression: str) -> None:
    assert _value(expression)[1] is Origin.UNKNOWN


def test_evidence_names_a_resource_by_its_symbol() -> None:
    (document,) = bicep.parse(SourceFile("main.bicep", _FILE.encode())).documents
    assert KIND.anchors is not None
    assert list(KIND.anchors(document)) == ["account", "models", "logs", "calls", "shared"]


def test_what_was_compiled_from_a_file_that_is_read_is_left_out() -> None:
    (source,) = bicep.parse(SourceFile("a/main.bicep", _FILE.encode())).documents
    text = """{
        "$schema": "https://x/deploymentTemplate.json#", "metadata": {"_generator": {"name": "bicep"}},
        "resources": {"account": {"type": "Microsoft.CognitiveServices/accounts", "name": "x"}}
    }"""
    for path, kinds in (("a/main.json", {"bicep"}), ("b/main.json", {"bicep", "arm"})):
        (compiled,) = json_.parse(SourceFile(path, text.encode())).documents
        assert {each.kind for each in KIND.read([compiled, source], ())} == kinds
