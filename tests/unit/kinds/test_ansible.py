"""Ansible: what tasks make, with the variables of their play; Kubernetes objects in tasks."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiact_lint.kinds import kubernetes
from aiact_lint.kinds.ansible import KIND
from aiact_lint.subjects import Origin
from unit.kinds.template_files import artifacts, fact, template, told
from unit.where import shown

_PLAYBOOK = """\
- hosts: all
  vars:
    tag: v1
    image: vllm/vllm-openai:{{ tag }}
    kept: 30
  tasks:
    - name: Serve the model
      community.docker.docker_container:
        name: cv-screener
        image: "{{ image }}"
        command: --model acme/cv-screener
        env: {THRESHOLD: "0.8", ELSE: "{{ elsewhere }}", SHORT: "{{ tag | upper }}"}
        labels: {aiact.risk-class: high}
        read_only: true
    - block:
        - name: Keep its logs
          amazon.aws.cloudwatchlogs_log_group:
            log_group_name: /app/cv
            retention: "{{ kept }}"
          vars: {kept: 60}
    - name: Apply the service
      kubernetes.core.k8s:
        state: present
        definition:
          apiVersion: serving.kserve.io/v1beta1
          kind: InferenceService
          metadata: {name: cv, annotations: {aiact-lint/risk-class: minimal}}
          spec: {predictor: {model: {modelFormat: {name: sklearn}, storageUri: "{{ uri }}"}}}
    - name: Nothing of ours
      ansible.builtin.copy: {src: a, dest: b}
"""


def test_what_tasks_make() -> None:
    found = artifacts(KIND, _PLAYBOOK, "play.yml")
    assert {name: each.ai for name, each in found.items()} == {
        "cv-screener": "model server image vllm/vllm-openai",
        "/app/cv": None,
    }
    screener = found["cv-screener"]
    assert [(each.key, each.value.value) for each in screener.statements] == [("risk-class", "high-risk")]
    assert [each.value for each in screener.references] == ["acme/cv-screener"]
    assert shown(screener.place) == "9:15-26 cv-screener"


def test_variables_of_the_play_count_and_no_others() -> None:
    found = artifacts(KIND, _PLAYBOOK, "play.yml")
    assert told(fact(found["cv-screener"], "image")) == (
        "vllm/vllm-openai:v1", Origin.DERIVED, '10:16-29 "{{ image }}"',
        ["4:12-38 vllm/vllm-openai:{{ tag }}", "3:10-12 v1"],
    )  # fmt: skip
    assert told(fact(found["cv-screener"], "env.THRESHOLD")) == ("0.8", Origin.STATED, '12:26-31 "0.8"', [])
    assert fact(found["cv-screener"], "env.ELSE").origin is Origin.UNKNOWN
    assert fact(found["cv-screener"], "env.SHORT").origin is Origin.UNKNOWN
    assert told(fact(found["cv-screener"], "read_only_root")) == (True, Origin.STATED, "14:20-24 true", [])
    assert told(fact(found["/app/cv"], "retention_days")) == (
        60,
        Origin.DERIVED,
        '19:24-36 "{{ kept }}"',
        ["20:24-26 60"],
    )


def test_an_object_in_a_task_is_a_kubernetes_object() -> None:
    document = template(_PLAYBOOK, "play.yml")
    assert kubernetes.KIND.wants(document)
    (service,) = kubernetes.KIND.read([document], ())
    assert (service.anchor, service.ai is not None) == ("InferenceService/cv", True)
    assert [(each.key, each.value.value) for each in service.statements] == [("risk-class", "minimal")]
    assert kubernetes.KIND.anchors is not None
    assert list(kubernetes.KIND.anchors(document)) == ["InferenceService/cv"]
    assert not service.references  # nobody knows what {{ uri }} is


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("- docker_container: {image: a}", True),
        ("- hosts: all\n  handlers: [{community.aws.cloudwatchlogs_log_group: {log_group_name: a}}]", True),
        ("- docker_container: image=a", False),
        ("- copy: {src: a}", False),
        ("docker_container: {image: a}", False),
        ("- a\n- 1", False),
    ],
)
def test_which_documents_are_of_this_kind(text: str, wanted: bool) -> None:
    document = template(text, "tasks/main.yml")
    assert KIND.wants(document) is wanted
    assert KIND.anchors is not None
    assert bool(KIND.anchors(document)) is wanted


_NODES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-3, 3), st.sampled_from(["x", "{{ a }}", "{{ b }}-{{ a }}", "{{ a | x }}", "{% x %}"])),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["vars", "tasks", "block", "docker_container", "k8s", "definition", "a", "b", "name", "image", "env",
                             "command", "labels", "apiVersion", "kind", "metadata", "log_group_name"]),
            inner, max_size=5,
        ),
    ),
    max_leaves=25,
)  # fmt: skip


@given(st.lists(_NODES, max_size=4))
def test_no_shape_of_a_playbook_is_too_strange(plays: list[object]) -> None:
    document = template(json.dumps(plays), "play.yml")
    for kind in (KIND, kubernetes.KIND):
        if kind.wants(document):
            for artifact in kind.read([document], ()):
                for place in (artifact.place, *(each.place for each in artifact.references)):
                    assert 0 <= place.span.start <= place.span.end <= len(document.source.text)
