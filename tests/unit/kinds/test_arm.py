"""Azure templates: resources, nested templates, expressions, and how things are linked."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiact_lint.kinds.arm import KIND
from aiact_lint.kinds.arm.expressions import parsed
from aiact_lint.subjects import Artifact, Origin, ReferenceKind
from unit.kinds.template_files import artifacts, fact, template, told
from unit.where import shown

_SCHEMA = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
_TEMPLATE = """\
{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "parameters": {
    "name": {"type": "string"},
    "days": {"type": "int", "defaultValue": 60},
    "tags": {"type": "object", "defaultValue": {"aiact:risk-class": "high"}}
  },
  "variables": {"logs": "[concat(parameters('name'), '-logs')]", "kept": {"days": "[parameters('days')]"}},
  "resources": [
    {
      "type": "Microsoft.CognitiveServices/accounts", "name": "[parameters('name')]", "kind": "OpenAI",
      "tags": "[parameters('tags')]",
      "resources": [
        {"type": "deployments", "name": "gpt", "properties": {"model": {"name": "gpt-4o", "version": "2024-05-13"}}}
      ]
    },
    {
      "type": "Microsoft.CognitiveServices/accounts/deployments",
      "name": "[format('{0}/{1}', parameters('name'), 'embed')]"
    },
    {
      "type": "Microsoft.OperationalInsights/workspaces", "name": "[variables('logs')]",
      "properties": {"retentionInDays": "[variables('kept').days]"}
    },
    {"type": "Microsoft.OperationalInsights/workspaces", "name": "other"},
    {
      "type": "Microsoft.CognitiveServices/accounts/providers/diagnosticSettings",
      "name": "[concat(parameters('name'), '/Microsoft.Insights/calls')]",
      "properties": {
        "workspaceId": "[resourceId('Microsoft.OperationalInsights/workspaces', variables('logs'))]",
        "logs": [{"category": "RequestResponse", "enabled": true}]
      }
    }
  ]
}
"""


def _read(text: str) -> dict[str, Artifact]:
    return artifacts(KIND, text, "azuredeploy.json")


def _named(artifact: Artifact) -> list[str]:
    return [
        each.value.removeprefix("azuredeploy.json//")
        for each in artifact.references
        if each.kind is ReferenceKind.RESOURCE
    ]


_ACCOUNT = "Microsoft.CognitiveServices/accounts/parameters('name')"
_GPT = "Microsoft.CognitiveServices/accounts/deployments/parameters('name')/gpt"
_EMBED = "Microsoft.CognitiveServices/accounts/deployments/parameters('name')/embed"
_LOGS = "Microsoft.OperationalInsights/workspaces/variables('logs')"
_CALLS = "Microsoft.Insights/diagnosticSettings/concat(parameters('name'),'/Microsoft.Insights/calls')"


def test_which_resources_are_artifacts() -> None:
    found = _read(_TEMPLATE)
    assert [(name, each.ai) for name, each in found.items()][:4] == [
        (_ACCOUNT, "Azure AI account"),
        (_GPT, "Azure AI model deployment"),
        (_EMBED, "Azure AI model deployment"),
        (_LOGS, None),
    ]
    assert [(each.key, each.value.value, shown(each.value.place)) for each in found[_ACCOUNT].statements] == [
        ("risk-class", "high-risk", "12:15-37 \"[parameters('tags')]\"")
    ]
    assert shown(found[_GPT].place) == '14:41-46 "gpt"'


def test_facts_through_parameters_and_variables() -> None:
    found = _read(_TEMPLATE)
    assert told(fact(found[_LOGS], "retention_days")) == (
        60, Origin.DERIVED, "23:41-67 \"[variables('kept').days]\"",
        ["8:83-105 \"[parameters('days')]\"", "5:45-47 60"],
    )  # fmt: skip
    other = found["Microsoft.OperationalInsights/workspaces/other"]
    assert told(fact(other, "retention_days")) == (30, Origin.DEFAULT, '25:66-73 "other"', [])
    assert told(fact(found[_GPT], "model_version")) == ("2024-05-13", Origin.STATED, '14:102-114 "2024-05-13"', [])
    assert told(fact(found[_ACCOUNT], "public_network_access"))[:2] == ("Enabled", Origin.DEFAULT)


def test_children_settings_and_what_they_name() -> None:
    found = _read(_TEMPLATE)
    (calls,) = [each for name, each in found.items() if name.startswith("Microsoft.Insights/")]
    assert _named(found[_GPT]) == [_ACCOUNT]
    assert _named(found[_EMBED]) == [_ACCOUNT]
    assert _named(calls) == [_LOGS, _ACCOUNT]
    assert calls.name in _named(found[_ACCOUNT])
    assert fact(calls, "inference_logging").value is True


def _nested(inner: bool, access: object) -> str:
    return json.dumps(
        {
            "$schema": _SCHEMA,
            "languageVersion": "2.0",
            "parameters": {"access": {"type": "string", "defaultValue": "None"}},
            "resources": {
                "store": {
                    "type": "Microsoft.Resources/deployments",
                    "name": "store",
                    "properties": {
                        "expressionEvaluationOptions": {"scope": "inner" if inner else "outer"},
                        "parameters": {"access": {"value": access}},
                        "template": {
                            "parameters": {"access": {"type": "string"}},
                            "resources": {
                                "files": {
                                    "type": "Microsoft.Storage/storageAccounts/blobServices/containers",
                                    "name": "a/default/models",
                                    "properties": {"publicAccess": "[parameters('access')]"},
                                },
                                "seen": {"existing": True, "type": "Microsoft.CognitiveServices/accounts", "name": "x"},
                                "gpt": {
                                    "type": "Microsoft.CognitiveServices/accounts/deployments",
                                    "name": "x/gpt",
                                    "dependsOn": ["seen"],
                                },
                            },
                        },
                    },
                },
            },
        }
    )


def test_a_nested_template_has_the_parameters_it_is_given() -> None:
    assert fact(_read(_nested(True, "Container"))["store.files"], "container_access").value == "Container"
    assert fact(_read(_nested(True, "[parameters('access')]"))["store.files"], "container_access").value == "None"
    assert fact(_read(_nested(False, "Container"))["store.files"], "container_access").value == "None"
    assert fact(_read(_nested(True, "[reference('x').y]"))["store.files"], "container_access").origin is Origin.UNKNOWN


def test_what_is_only_looked_up_is_no_ai_system() -> None:
    found = _read(_nested(True, "Blob"))
    assert {name: each.ai for name, each in found.items()} == {
        "store.files": None, "store.seen": None, "store.gpt": "Azure AI model deployment",
    }  # fmt: skip
    assert _named(found["store.gpt"]) == ["store.seen"]


def _value(expression: str) -> tuple[object, Origin]:
    data = {
        "$schema": _SCHEMA,
        "parameters": {
            "s": {"type": "string", "defaultValue": "Ab"},
            "n": {"type": "int", "defaultValue": 3},
            "none": {"type": "string"},
            "secret": {"type": "secureString", "defaultValue": "x"},
            "o": {"type": "object", "defaultValue": {"a": ["x", {"b": "[parameters('n')]"}], "c d": 1}},
        },
        "variables": {"v": "[toLower(parameters('s'))]", "loop": "[variables('loop')]", "t": True},
        "resources": [
            {
                "type": "Microsoft.OperationalInsights/workspaces",
                "name": "w",
                "properties": {"retentionInDays": expression},
            }
        ],
    }
    found = fact(_read(json.dumps(data))["Microsoft.OperationalInsights/workspaces/w"], "retention_days")
    return found.value, found.origin


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("[parameters('n')]", 3),
        ("[PARAMETERS('N')]", 3),
        ("[variables('v')]", "ab"),
        ("[concat('a', parameters('n'), 'it''s')]", "a3it's"),
        ("[format('{1}-{0}', 1, 'x')]", "x-1"),
        ("[parameters('o').a[1].b]", 3),
        ("[parameters('o')['c d']]", 1),
        ("[first(parameters('o').a)]", "x"),
        ("[if(equals(parameters('n'), 3), 'y', parameters('none'))]", "y"),
        ("[if(and(variables('t'), not(true())), 1, 2)]", 2),
        ("[or(false(), empty(''))]", True),
        ("[coalesce(null(), parameters('n'))]", 3),
        ("[last(split('a/b', '/'))]", "b"),
        ("[join(createArray('a', 'b'), '-')]", "a-b"),
        ("[createObject('k', 5).k]", 5),
        ("[union(createObject('k', 1), createObject('k', 2)).k]", 2),
        ("[int('7')]", 7),
        ("[bool('true')]", True),
        ("[string(true())]", True),
        ("[replace(trim(' a-b '), '-', '_')]", "a_b"),
        ("[ concat( 'a' , 'b' ) ]", "ab"),
    ],
)
def test_what_the_template_says(expression: str, value: object) -> None:
    assert _value(expression) == (value, Origin.DERIVED)


def test_a_text_in_doubled_brackets_is_a_text() -> None:
    assert _value("[[x]") == ("[x]", Origin.STATED)


@pytest.mark.parametrize(
    "expression",
    [
        "[parameters('none')]", "[parameters('secret')]", "[parameters('gone')]", "[variables('loop')]", "[variables('gone')]",
        "[resourceGroup().location]", "[uniqueString('a')]", "[parameters('o').z]", "[parameters('o').a[9]]", "[concat('a']", "[x]",
        "[format('{2}', 1)]", "[format('{', 1)]", "[int('x')]", "[first(createArray())]", "[if('x', 1, 2)]", "[reference('x').y]",
        "[concat(parameters('none'), 'x')]", "[parameters(variables('v'))]", "[toLower(1)]", "[split('a', '')]",
    ],
)  # fmt: skip
def test_what_nobody_can_know_is_unknown(expression: str) -> None:
    assert _value(expression)[1] is Origin.UNKNOWN


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        ({"$schema": _SCHEMA, "resources": []}, True),
        ({"$schema": _SCHEMA.replace("deployment", "subscriptionDeployment"), "resources": {}}, True),
        ({"$schema": _SCHEMA.replace("Template", "Parameters"), "resources": []}, False),
        ({"$schema": _SCHEMA}, False),
        ({"resources": []}, False),
        ([], False),
    ],
)
def test_which_files_are_templates(data: object, wanted: bool) -> None:
    assert KIND.wants(template(json.dumps(data), "a.json")) is wanted


def test_evidence_names_type_and_name_or_the_symbol() -> None:
    assert KIND.anchors is not None
    assert _LOGS in KIND.anchors(template(_TEMPLATE, "a.json"))
    assert "store.files" in KIND.anchors(template(_nested(True, 1), "a.json"))


_WORDS = st.sampled_from(
    [
        "parameters",
        "variables",
        "concat",
        "format",
        "if",
        "first",
        "(",
        ")",
        "[",
        "]",
        ".",
        ",",
        "'a'",
        "'{0}'",
        "1",
        "?",
        " ",
        "x",
    ]
)


@given(st.lists(_WORDS, max_size=14))
def test_no_expression_is_too_strange(words: list[str]) -> None:
    text = f"[{''.join(words)}]"
    tree = parsed(text)
    if tree is not None:
        assert 1 <= tree.span.start <= tree.span.end <= len(text) - 1
    _value(text)


_NODES = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(-3, 3),
        st.sampled_from(["x", "[parameters('p')]", "[variables('p')]", "Microsoft.Resources/deployments", "inner", "a/b"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["type", "name", "properties", "template", "resources", "parameters", "value", "scope", "p", "tags",
                             "dependsOn", "expressionEvaluationOptions", "defaultValue", "existing"]),
            inner, max_size=5,
        ),
    ),
    max_leaves=25,
)  # fmt: skip


@given(_NODES, _NODES)
def test_no_shape_of_a_template_is_too_strange(resources: object, node: object) -> None:
    account = {
        "type": "Microsoft.CognitiveServices/accounts",
        "name": "x",
        "properties": node,
        "resources": resources,
        "tags": node,
    }
    for listed in (resources, [account, resources], {"a": account}):
        data = {"$schema": _SCHEMA, "parameters": node, "variables": node, "resources": listed}
        document = template(json.dumps(data), "a.json")
        if not KIND.wants(document):
            continue
        for artifact in KIND.read([document], ()):
            places = [
                artifact.place,
                *(each.place for each in artifact.references),
                *(each.place for each in artifact.texts),
            ]
            for place in places:
                assert 0 <= place.span.start <= place.span.end <= len(document.source.text)
