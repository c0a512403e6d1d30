from aiact_lint.document import Document
from aiact_lint.kinds import compose, kubernetes
from aiact_lint.parsers import yaml_
from aiact_lint.source import SourceFile
from aiact_lint.subjects import Artifact, SubjectKind
from unit.where import shown

_POD = b"""\
apiVersion: v1
kind: Pod
metadata: {name: cv}
spec:
  hostNetwork: true
  securityContext: {runAsNonRoot: true, runAsUser: 0}
  containers:
    - name: cv
      securityContext: {privileged: false, runAsUser: 1000, readOnlyRootFilesystem: "{{ ro }}"}
      livenessProbe: {httpGet: {path: /}}
      resources: {limits: {cpu: 1}}
    - name: odd
      securityContext: [1]
      readinessProbe: null
"""

_COMPOSE = b"""\
services:
  cv:
    image: vllm/vllm-openai
    user: "1000:1000"
    read_only: true
    mem_limit: 8g
    healthcheck: {test: [CMD, "true"]}
  off:
    image: vllm/vllm-openai
    privileged: true
    healthcheck: {disable: true}
"""


def _documents(text: bytes) -> list[Document]:
    return list(yaml_.parse(SourceFile("compose.yaml", text)).documents)


def _facts(artifact: Artifact, name: str) -> dict[str, tuple[object, bool, str]]:
    (found,) = [each for each in artifact.subjects if each.kind is SubjectKind.CONTAINER and each.name == name]
    facts = found.facts.items()
    return {fact: (value.value, value.known, shown(value.place)) for fact, value in facts if fact != "image"}


def test_a_container_takes_from_its_pod_what_it_does_not_say() -> None:
    (pod,) = kubernetes.read(_documents(_POD))
    assert _facts(pod, "cv") == {
        "host_namespaces": (True, True, "5:16-20 true"),
        "run_as_non_root": (True, True, "6:35-39 true"),
        "privileged": (False, True, "9:37-42 false"),
        "run_as_user": (1000, True, "9:55-59 1000"),
        "read_only_root": ("{{ ro }}", False, '9:85-95 "{{ ro }}"'),
        "liveness": (True, True, "10:7-20 livenessProbe"),
        "limits": (True, True, "11:19-25 limits"),
    }
    assert _facts(pod, "odd").keys() == {"host_namespaces", "run_as_non_root", "run_as_user"}


def test_a_compose_service_has_the_same_facts() -> None:
    first, second = compose.read(_documents(_COMPOSE))
    assert _facts(first, "cv") == {
        "run_as_user": ("1000:1000", True, '4:11-22 "1000:1000"'),
        "read_only_root": (True, True, "5:16-20 true"),
        "limits": (True, True, "6:5-14 mem_limit"),
        "liveness": (True, True, "7:5-16 healthcheck"),
    }
    assert _facts(second, "off") == {"privileged": (True, True, "10:17-21 true")}
