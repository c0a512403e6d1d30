"""ECS task definitions in JSON files."""

from __future__ import annotations

import json

import pytest

from aiact_lint.kinds.ecs import KIND
from aiact_lint.subjects import Origin, ReferenceKind
from unit.kinds.template_files import artifacts, fact, template, told
from unit.where import shown

_TASK = """\
{
  "family": "cv-screener",
  "containerDefinitions": [
    {
      "name": "vllm",
      "image": "vllm/vllm-openai:v0.6",
      "command": ["--model", "acme/cv-screener"],
      "environment": [{"name": "CONFIDENCE_THRESHOLD", "value": "0.8"}],
      "readonlyRootFilesystem": true,
      "user": "1000",
      "privileged": false
    },
    {"name": "app", "image": "<IMAGE1_NAME>"}
  ],
  "tags": [{"key": "aiact:risk-class", "value": "high-risk"}]
}
"""


def test_a_task_definition() -> None:
    task = artifacts(KIND, _TASK, "taskdef.json")["cv-screener"]
    assert (task.ai, shown(task.place)) == ("model server image vllm/vllm-openai", '2:13-26 "cv-screener"')
    assert [(each.key, each.value.value, shown(each.value.place)) for each in task.statements] == [
        ("risk-class", "high-risk", '15:49-60 "high-risk"')
    ]
    assert told(fact(task, "env.CONFIDENCE_THRESHOLD")) == ("0.8", Origin.STATED, '8:65-70 "0.8"', [])
    assert told(fact(task, "read_only_root")) == (True, Origin.STATED, "9:33-37 true", [])
    assert told(fact(task, "run_as_user")) == ("1000", Origin.STATED, '10:15-21 "1000"', [])
    assert [(each.kind, each.value) for each in task.references] == [(ReferenceKind.MODEL, "acme/cv-screener")]
    assert task.subjects[2].facts["image"].origin is Origin.UNKNOWN


def test_what_the_command_line_tool_prints_is_one_too() -> None:
    text = json.dumps({"taskDefinition": json.loads(_TASK), "tags": [{"key": "aiact:system", "value": "cv"}]})
    task = artifacts(KIND, text, "taskdef.json")["cv-screener"]
    assert [(each.key, each.value.value) for each in task.statements] == [("system", "cv")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('{"containerDefinitions": [{"image": "a"}]}', True),
        ('{"containerDefinitions": []}', False),
        ('{"containerDefinitions": {"image": "a"}}', False),
        ('{"containers": [{"image": "a"}]}', False),
        ("[]", False),
    ],
)
def test_which_files_are_task_definitions(text: str, wanted: bool) -> None:
    assert KIND.wants(template(text, "a.json")) is wanted


def test_evidence_names_the_family() -> None:
    assert KIND.anchors is not None
    assert list(KIND.anchors(template(_TASK, "a.json"))) == ["cv-screener"]
    nameless = template('{"containerDefinitions": [{"image": "a"}]}', "a.json")
    assert {name: shown(place) for name, place in KIND.anchors(nameless).items()} == {
        "task definition": '1:2-24 "containerDefinitions"'
    }
