"""Whatever a document holds where something else is expected, no kind raises and every place can be shown."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aiact_lint.kinds import Kind, compose, declaration, kubernetes
from aiact_lint.parsers import yaml_
from aiact_lint.source import SourceFile
from unit.kinds.shown import show

_KEYS = [
    "apiVersion", "kind", "metadata", "name", "annotations", "labels", "spec", "template", "containers", "initContainers",
    "image", "env", "envFrom", "value", "valueFrom", "configMapKeyRef", "configMapRef", "args", "command", "predictor",
    "model", "logger", "storageUri", "runtime", "items", "data", "services", "models", "environment", "deploy", "provider",
    "systems", "system", "role", "oversight", "people", "version", "aiact-lint/risk-class", "volumes", "configMap", "nodes",
    "steps", "serviceName", "scaleTargetRef", "build", "type", "options", "", "extends", "include", "env_file", "file",
    "service", "path", "provider", "healthcheck",
]  # fmt: skip
_WORDS = [
    "v1", "serving.kserve.io/v1beta1", "apps/v1", "InferenceService", "InferenceGraph", "Deployment", "ConfigMap", "List",
    "CronJob", "Pod", "vllm/vllm-openai:1", "--model=a/b", "--model", "vllm serve", "{{ .Values.x }}", "${A:-b}", "$(A)",
    "high", "A=b", "=", "a b c d e", "x/y/z:1@sha256:0", "\U0001f600",
]  # fmt: skip
_SCALARS = st.one_of(
    st.sampled_from(_WORDS), st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=6)
)
_DATA = st.recursive(
    _SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(_KEYS), inner, max_size=5)),
    max_leaves=30,
)
_OBJECTS = st.fixed_dictionaries(
    {
        "apiVersion": st.sampled_from(["serving.kserve.io/v1beta1", "v1", "apps/v1", "machinelearning.seldon.io/v1"]),
        "kind": st.sampled_from(["InferenceService", "InferenceGraph", "Deployment", "List", "ConfigMap", "SeldonDeployment"]),
        "metadata": _DATA,
        "spec": st.one_of(
            _DATA,
            st.fixed_dictionaries({"predictor": st.dictionaries(st.sampled_from(_KEYS), _DATA, max_size=4)}),
            st.fixed_dictionaries({"template": st.fixed_dictionaries({"spec": st.dictionaries(
                st.sampled_from(["containers", "initContainers", "volumes"]),
                st.lists(st.dictionaries(st.sampled_from(_KEYS), _DATA, max_size=5), max_size=2), max_size=2)})}),
        ),
        "data": _DATA,
        "items": _DATA,
    }
)  # fmt: skip
_SERVICES = st.fixed_dictionaries(
    {
        "services": st.dictionaries(
            st.text(min_size=1, max_size=4),
            st.dictionaries(st.sampled_from([*_KEYS, "scale"]), _DATA, max_size=6),
            max_size=3,
        ),
        "models": _DATA,
        "include": _DATA,
    }
)


@pytest.mark.parametrize("kind", [kubernetes.KIND, compose.KIND, declaration.KIND], ids=lambda kind: kind.name)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(data=st.one_of(_DATA, _OBJECTS, _SERVICES), name=st.sampled_from(["x.yaml", "compose.yaml", "a/aiact.yaml"]))
def test_no_shape_of_a_document_is_too_strange(kind: Kind, data: object, name: str) -> None:
    parsed = yaml_.parse(SourceFile(name, json.dumps(data).encode()))
    for document in parsed.documents:
        if kind.wants(document):
            for artifact in kind.read([document], ()):
                assert artifact.name
                show(artifact)
        if kind.anchors is not None:
            for place in kind.anchors(document).values():
                assert place.span.end <= len(document.source.text)
