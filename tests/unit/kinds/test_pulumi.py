"""Pulumi programs in YAML."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiact_lint.kinds.cloud.pulumi_types import pulumi_type
from aiact_lint.kinds.pulumi import KIND
from aiact_lint.kinds.pulumi.interpolation import pieces
from aiact_lint.subjects import Origin, ReferenceKind
from unit.kinds.template_files import artifacts, fact, template, told
from unit.where import shown

_PROGRAM = """\
name: cv
runtime: yaml
config:
  days: {type: integer, default: 30}
variables:
  names: {short: cv}
resources:
  endpoint:
    type: aws:sagemaker/endpoint:Endpoint
    properties:
      name: ${names.short}-screener
      endpointConfigName: ${settings.name}
      tags: {"aiact:risk-class": high}
  settings:
    type: aws:sagemaker:EndpointConfiguration
    properties: {name: cv, dataCaptureConfig: {enableCapture: false}}
  logs:
    type: aws:cloudwatch:LogGroup
    properties: {name: "/aws/sagemaker/Endpoints/${endpoint.name}", retentionInDays: "${days}"}
  task:
    type: aws:ecs:TaskDefinition
    properties:
      family: chat
      containerDefinitions:
        fn::toJSON: [{name: m, image: "ollama/ollama", environment: [{name: MODE, value: fast}]}]
  found:
    type: azure-native:cognitiveservices:Account
    get: {id: x}
"""


def test_which_resources_are_artifacts() -> None:
    found = artifacts(KIND, _PROGRAM, "Pulumi.yaml")
    assert {name: each.ai for name, each in found.items()} == {
        "endpoint": "SageMaker endpoint",
        "settings": "SageMaker endpoint configuration",
        "logs": None,
        "task": "model server image ollama/ollama",
        "found": None,
    }
    assert [(each.key, each.value.value, shown(each.value.place)) for each in found["endpoint"].statements] == [
        ("risk-class", "high-risk", "13:34-38 high")
    ]
    assert found["endpoint"].names == {"resource:Pulumi.yaml//endpoint", "endpoint:cv-screener"}
    assert [(each.kind, each.value) for each in found["logs"].references] == [
        (ReferenceKind.RESOURCE, "Pulumi.yaml//endpoint"),
        (ReferenceKind.ENDPOINT, "cv-screener"),
    ]


def test_facts_and_their_places() -> None:
    found = artifacts(KIND, _PROGRAM, "Pulumi.yaml")
    assert told(fact(found["logs"], "retention_days")) == (30, Origin.DERIVED, '19:86-95 "${days}"', ["4:34-36 30"])
    assert told(fact(found["settings"], "data_capture")) == (False, Origin.STATED, "16:63-68 false", [])
    assert told(fact(found["task"], "env.MODE")) == ("fast", Origin.STATED, "25:90-94 fast", [])


@pytest.mark.parametrize(
    ("token", "type_"),
    [
        ("aws:bedrock:AgentAgent", "aws_bedrockagent_agent"),
        ("aws:s3/bucketV2:BucketV2", "aws:s3:BucketV2"),
        ("gcp:vertex:AiEndpoint", "google_vertex_ai_endpoint"),
        ("gcp:diagflow:CxAgent", "gcp:diagflow:CxAgent"),
        ("azure:cognitive/account:Account", "azurerm_cognitive_account"),
        ("aws-native:sagemaker:EndpointConfig", "AWS::SageMaker::EndpointConfig"),
        ("azure-native:cognitiveservices/v20230501:Deployment", "Microsoft.CognitiveServices/accounts/deployments"),
        ("azure-native:machinelearningservices:OnlineEndpoint", "Microsoft.MachineLearningServices/workspaces/onlineEndpoints"),
        ("azure-native:insights:DiagnosticSetting", "Microsoft.Insights/diagnosticSettings"),
        ("aws:iam:Role", None),
        ("kubernetes:apps/v1:Deployment", None),
        ("x", None),
    ],
)  # fmt: skip
def test_type_tokens(token: str, type_: str | None) -> None:
    found = pulumi_type(token)
    assert (found.type.name if found else None) == type_


def test_azure_native_with_and_without_properties() -> None:
    text = """\
        runtime: {name: yaml}
        resources:
          model:
            type: azure-native:cognitiveservices:Deployment
            properties: {properties: {model: {name: gpt-4o}}}
          logs: {type: "azure-native:operationalinsights:Workspace", properties: {retentionInDays: 30}}
        """
    found = artifacts(KIND, text, "Pulumi.yaml")
    assert fact(found["model"], "model").value == "gpt-4o"
    assert told(fact(found["logs"], "retention_days")) == (30, Origin.STATED, "6:92-94 30", [])


def _value(expression: object) -> tuple[object, Origin]:
    program = {
        "runtime": "yaml",
        "config": {
            "n": {"default": 3},
            "plain": "x",
            "secret": {"default": "s", "secret": True},
            "bare": {"type": "string"},
        },
        "variables": {"o": {"a": ["x", {"b": "${n}"}]}, "loop": "${loop}", "words": {"fn::split": [",", "a,b"]}},
        "resources": {
            "bucket": {"type": "aws:s3:Bucket", "properties": {"bucket": "acme-${plain}"}},
            "logs": {"type": "aws:cloudwatch:LogGroup", "properties": {"retentionInDays": expression}},
        },
    }
    found = fact(artifacts(KIND, json.dumps(program), "Pulumi.yaml")["logs"], "retention_days")
    return found.value, found.origin


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("${n}", 3),
        ("a-${n}-$${n}-$", "a-3-${n}-$"),
        ("${o.a[1].b}", 3),
        ('${o.a[1]["b"]}', 3),
        ("${bucket.bucket}", "acme-x"),
        ("${words[1]}", "b"),
        ({"fn::join": ["-", ["a", "${n}"]]}, "a-3"),
        ({"Fn::Join": ["-", "${words}"]}, "a-b"),
        ({"fn::select": [0, "${o.a}"]}, "x"),
    ],
)
def test_what_the_program_says(expression: object, value: object) -> None:
    assert _value(expression) == (value, Origin.DERIVED)


@pytest.mark.parametrize(
    "expression",
    [
        "${secret}", "${bare}", "${gone}", "${bucket.arn}", "${bucket}", "${loop}", "${o.z}", "${o.a[7]}", "${n", "${}", "${a b}",
        "${pulumi.stack}", {"fn::invoke": {"function": "x"}}, {"fn::secret": "x"}, {"fn::join": "x"}, {"fn::select": [9, ["a"]]},
    ],
)  # fmt: skip
def test_what_nobody_can_know_is_unknown(expression: object) -> None:
    assert _value(expression)[1] is Origin.UNKNOWN


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("runtime: yaml\nresources: {a: {type: 'aws:s3:Bucket'}}", True),
        ("runtime: nodejs\nresources: {a: {type: 'aws:s3:Bucket'}}", False),
        ("runtime: yaml\nresources: {a: {type: x}}", False),
        ("runtime: yaml", False),
        ("- runtime: yaml", False),
    ],
)
def test_which_files_are_programs(text: str, wanted: bool) -> None:
    document = template(text, "Pulumi.yaml")
    assert KIND.wants(document) is wanted
    assert KIND.anchors is not None
    assert list(KIND.anchors(document)) == (["a"] if wanted else [])


@given(st.text('${}.[]"ab0 ', max_size=20))
def test_no_text_is_too_strange(text: str) -> None:
    parts = pieces(text)
    if parts is not None and "$" not in text:
        assert "".join(str(each) for each in parts) == text
    _value(text)
    _value({"fn::join": [text, [text, {"fn::select": [text, text]}]]})
