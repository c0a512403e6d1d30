"""Intrinsic functions: what they come to, where that is written, and what nobody can know."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiact_lint.kinds.cloudformation import KIND
from aiact_lint.subjects import Origin, Value
from unit.kinds.template_files import artifacts, fact

_HEAD = """\
Parameters:
  Name: {Type: String, Default: cv}
  Number: {Type: Number, Default: 30}
  None: {Type: String}
  Secret: {Type: String, NoEcho: true, Default: x}
  Stored: {Type: "AWS::SSM::Parameter::Value<String>", Default: /path}
  Words: {Type: CommaDelimitedList, Default: "a, b"}
Mappings: {Sizes: {cv: {days: 90}, other: {days: 5}}}
Conditions:
  IsCv: !Equals [!Ref Name, cv]
  IsBig: !Equals [!Ref Number, "31"]
  Unclear: !Equals [!Ref None, x]
  All: !And [!Condition IsCv, !Not [!Condition IsBig]]
  Any: !Or [!Condition Unclear, !Condition IsCv]
  Some: !And [!Condition Unclear, !Condition IsCv]
  Circle: !Not [!Condition Circle]
Resources:
  Bucket: {Type: "AWS::S3::Bucket", Properties: {BucketName: !Sub "b-${Name}"}}
  Queue: {Type: "AWS::SQS::Queue", Properties: {QueueName: q}}
  Loop: {Type: "AWS::S3::Bucket", Properties: {BucketName: !Ref Loop}}
  Logs:
    Type: AWS::Logs::LogGroup
    Properties: {RetentionInDays: %s}
"""


def _value(expression: str) -> Value:
    return fact(artifacts(KIND, _HEAD % expression)["Logs"], "retention_days")


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("!Ref Number", 30),
        ("{Ref: Number}", 30),
        ("!Sub 'x-${Name}-${!Name}-${Bucket}'", "x-cv-${Name}-b-cv"),
        ("!Sub ['${a}/${Name}', {a: !Ref Number}]", "30/cv"),
        ("{'Fn::Sub': '${Queue.QueueName}'}", "q"),
        ("!GetAtt Queue.QueueName", "q"),
        ("!GetAtt [Queue, QueueName]", "q"),
        ("!Join ['-', [a, !Ref Name, 1]]", "a-cv-1"),
        ("!Join ['-', !Ref Words]", "a-b"),
        ("!Select [1, !Ref Words]", "b"),
        ("!Select ['0', [x, y]]", "x"),
        ("!Select [1, !Split [',', 'a,b']]", "b"),
        ("!FindInMap [Sizes, !Ref Name, days]", 90),
        ("!If [IsCv, 7, 8]", 7),
        ("!If [IsBig, 7, !Ref Number]", 30),
        ("!If [All, 1, 2]", 1),
        ("!If [Any, 1, 2]", 1),
        ("!If [IsBig, 1, !If [IsCv, !FindInMap [Sizes, other, days], 3]]", 5),
    ],
)
def test_what_the_template_says(expression: str, value: object) -> None:
    found = _value(expression)
    assert (found.value, found.origin) == (value, Origin.DERIVED)


@pytest.mark.parametrize(
    "expression",
    [
        "!Ref None", "!Ref Secret", "!Ref Stored", "!Ref AWS::Region", "!Ref Queue", "!Ref Loop", "!Ref Nothing", "!Ref [a]",
        "!Sub '${None}'", "!Sub '${AWS::Region}'", "!Sub '${Queue.Arn}'", "!Sub {a: b}", "!GetAtt Queue.Arn", "!GetAtt Queue",
        "!ImportValue x", "!If [Unclear, 1, 2]", "!If [Some, 1, 2]", "!If [Circle, 1, 2]", "!If [Missing, 1, 2]", "!If x",
        "!Select [5, [a]]", "!Select [x, [a]]", "!Join ['-', [!Ref None]]", "!Join x", "!FindInMap [Sizes, !Ref None, days]",
        "!FindInMap [Sizes, cv, none]", "!FindInMap x", "!Split ['', a]", "!Transform {Name: x}", "!Cidr x",
        "'{{resolve:ssm:/x}}'",
    ],
)  # fmt: skip
def test_what_nobody_can_know_is_unknown(expression: str) -> None:
    assert _value(expression).origin is Origin.UNKNOWN


def test_what_is_only_written_as_json_is_as_it_stands() -> None:
    found = _value("!ToJsonString x")
    assert (found.value, found.origin) == ("x", Origin.STATED)


def test_no_value_is_no_attribute() -> None:
    assert (_value("!Ref AWS::NoValue").value, _value("!If [IsCv, !Ref 'AWS::NoValue', 5]").origin) == (
        0,
        Origin.DEFAULT,
    )


def test_an_object_over_several_lines_is_marked_on_its_key() -> None:
    data = {
        "Parameters": {"Days": {"Type": "Number", "Default": 30}},
        "Resources": {"Logs": {"Type": "AWS::Logs::LogGroup", "Properties": {"RetentionInDays": {"Ref": "Days"}}}},
    }
    for indent, marked in ((2, '"RetentionInDays"'), (None, '{"Ref": "Days"}')):
        found = fact(artifacts(KIND, json.dumps(data, indent=indent), "t.json")["Logs"], "retention_days")
        assert found.value == 30
        assert found.place.document.source.slice(found.place.span) == marked
        assert [each.document.source.slice(each.span) for each in found.via] == ["30"]


_NAMES = st.sampled_from(
    ["Name", "Number", "None", "Words", "Loop", "IsCv", "Sizes", "a", "-", "days", "${Name}", "AWS::NoValue"]
)
_FUNCTIONS = st.sampled_from(
    ["Ref", "Fn::Sub", "Fn::Join", "Fn::If", "Fn::Select", "Fn::Split", "Fn::FindInMap", "Fn::GetAtt", "Condition"]
)
_EXPRESSIONS = st.recursive(
    st.one_of(_NAMES, st.integers(-2, 99), st.none(), st.booleans()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(_FUNCTIONS, inner, max_size=2)),
    max_leaves=12,
)


@given(_EXPRESSIONS, _EXPRESSIONS)
def test_no_expression_is_too_strange(value: object, condition: object) -> None:
    data = {
        "Parameters": {"Name": {"Type": "String", "Default": value}, "Number": value},
        "Mappings": {"Sizes": value},
        "Conditions": {"IsCv": condition},
        "Resources": {
            "Loop": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": value}, "DependsOn": value},
            "Logs": {"Type": "AWS::Logs::LogGroup", "Properties": {"RetentionInDays": value, "Tags": value}},
            "Task": {
                "Type": "AWS::ECS::TaskDefinition",
                "Properties": {"ContainerDefinitions": [value, {"Image": value}]},
            },
        },
    }
    for artifact in artifacts(KIND, json.dumps(data), "t.json").values():
        for subject in artifact.subjects:
            for each in subject.facts.values():
                for place in (each.place, *each.via):
                    assert 0 <= place.span.start <= place.span.end <= len(place.document.source.text)
