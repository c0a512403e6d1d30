"""Whatever a file of a card or bill holds where something else is expected, no kind raises and every place can be shown."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aiact_lint.kinds import Kind, card_toolkit, croissant, cyclonedx, mlflow, sagemaker, spdx
from aiact_lint.parsers import json_, yaml_
from aiact_lint.source import SourceFile
from aiact_lint.subjects import Artifact
from unit.kinds.shown import show

_KEYS = [
    "model_details", "considerations", "use_cases", "description", "name", "model_overview", "intended_uses", "metric_groups",
    "metric_data", "value", "evaluation_details", "bomFormat", "components", "metadata", "component", "type", "modelCard",
    "modelParameters", "datasets", "ref", "properties", "bom-ref", "purl", "pedigree", "ancestors", "externalReferences", "url",
    "@graph", "spdxId", "from", "to", "relationshipType", "rootElement", "ai_metric", "extension", "extension_cdxProperty",
    "extension_cdxPropName", "@type", "@context", "conformsTo", "recordSet", "data", "dataType", "flavors", "run_id", "eu_ai_act",
    "aiact:risk-class", "version", "licenses", "license", "quantitative_analysis", "performance_metrics", "custom_details",
    "additional_information", "",
]  # fmt: skip
_WORDS = [
    "CycloneDX", "machine-learning-model", "data", "ai_AIPackage", "SpdxDocument", "Relationship", "trainedOn", "sc:Dataset",
    "http://mlcommons.org/croissant/1.0", "cr:Split", "pkg:huggingface/a/b@1", "https://huggingface.co/a/b", "a\\nb: c\n- d",
    "aiact:risk-class", "high", "{{ x }}", "0.9", "\U0001f600", "# h\ntext\n```\ncode\n```",
]  # fmt: skip
_SCALARS = st.one_of(
    st.sampled_from(_WORDS), st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=6)
)
_DATA = st.recursive(
    _SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(_KEYS), inner, max_size=5)),
    max_leaves=30,
)
_TOPS = st.one_of(
    st.fixed_dictionaries({"model_details": st.dictionaries(st.sampled_from(_KEYS), _DATA, max_size=3), "considerations": st.dictionaries(st.sampled_from(_KEYS), _DATA, max_size=3)}),
    st.fixed_dictionaries({"model_overview": _DATA, "intended_uses": _DATA, "evaluation_details": _DATA, "additional_information": _DATA}),
    st.fixed_dictionaries({"bomFormat": st.just("CycloneDX"), "metadata": _DATA, "components": st.lists(
        st.fixed_dictionaries({"type": st.just("machine-learning-model")}, optional=dict.fromkeys([each for each in _KEYS if each != "type"], _DATA)), max_size=3)}),
    st.fixed_dictionaries({"@graph": st.lists(st.dictionaries(st.sampled_from(["type", *_KEYS]), st.one_of(_DATA, st.just("ai_AIPackage")), max_size=6), max_size=4)}),
    st.fixed_dictionaries({"@type": st.just("Dataset"), "conformsTo": st.just("http://mlcommons.org/croissant/1.0"), "recordSet": _DATA, "name": _DATA}),
    st.fixed_dictionaries({"flavors": st.dictionaries(st.sampled_from(_KEYS), _DATA, max_size=3), "run_id": st.just("a"), "metadata": _DATA}),
)  # fmt: skip
_KINDS = [card_toolkit.KIND, sagemaker.KIND, cyclonedx.KIND, spdx.KIND, croissant.KIND, mlflow.KIND]


def _show(artifact: Artifact) -> None:
    show(artifact)
    assert all(each.raw.strip() for each in artifact.texts)


@pytest.mark.parametrize("kind", _KINDS, ids=lambda kind: kind.name)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(data=st.one_of(_DATA, _TOPS))
def test_no_shape_is_too_strange(kind: Kind, data: object) -> None:
    packaged = kind is mlflow.KIND
    source = SourceFile("a/MLmodel" if packaged else "a/b.json", json.dumps(data).encode())
    for document in (yaml_.parse if packaged else json_.parse)(source).documents:
        if kind.wants(document):
            for artifact in kind.read([document], ()):
                assert artifact.name
                _show(artifact)
                if artifact.ai or kind.support:  # the byte filter skips nothing that counts
                    assert any(token in source.data for token in kind.tokens())
