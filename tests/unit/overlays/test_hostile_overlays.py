"""Overlays that want to cost a lot, or to read what they must not."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from aiact_lint.kinds.cursor import Cursor
from unit.overlays.tree import built

_POD = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: a, image: b}]}\n"


def test_kustomizations_that_take_each_other_in_end() -> None:
    files = {
        "a/kustomization.yaml": "resources: [../b, pod.yaml]\n",
        "b/kustomization.yaml": "resources: [../a]\n",
        "a/pod.yaml": _POD,
        "c/kustomization.yaml": "resources: [../a]\ncomponents: [../c, .]\n",
    }
    assert [each.get(("kind",)) for each in built(files).documents] == ["Pod"]


def test_a_kustomization_that_is_its_own_resource_is_a_top() -> None:
    files = {"a/kustomization.yaml": "resources: [., pod.yaml]\n", "a/pod.yaml": _POD}
    assert len(built(files).documents) == 1


def test_many_ways_to_one_base_are_too_much() -> None:
    files = {"k0/kustomization.yaml": "resources: [pod.yaml]\n", "k0/pod.yaml": _POD}
    for number in range(1, 19):
        below = f"../k{number - 1}"
        files[f"k{number}/kustomization.yaml"] = f"resources: [{below}, {below}, {below}]\n"
    started = time.process_time()
    result = built(files)
    assert time.process_time() - started < 10
    assert [each.reason for each in result.skipped] == ["kustomization: building it takes too long"]


def test_aliases_that_multiply_are_too_much() -> None:
    lines = "a: &a [x, x, x, x, x, x, x, x]\n" + "".join(
        f"{name}: &{name} [{', '.join(['*' + below] * 8)}]\n" for below, name in zip("abcde", "bcdef", strict=True)
    )
    started = time.process_time()
    built({"kustomization.yaml": "resources: [pod.yaml]\n", "pod.yaml": _POD + lines})
    assert time.process_time() - started < 10


def test_nothing_outside_of_the_tree_is_read() -> None:
    overlay = """\
        resources: [../../../etc/passwd, /etc/passwd]
        configMapGenerator:
        - {name: c, files: [../../etc/passwd, x=/etc/passwd], envs: [../../.env]}
        """
    (document,) = built({"o/kustomization.yaml": overlay}).documents
    assert document.get(("data",)) == {"passwd": None, "x": None}
    assert not Cursor.top(document).at("data", "x").is_known


_LEAF = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5))
_DATA = st.recursive(
    _LEAF,
    lambda below: st.one_of(
        st.lists(below, max_size=3),
        st.dictionaries(
            st.sampled_from(
                [
                    "path",
                    "patch",
                    "target",
                    "kind",
                    "name",
                    "op",
                    "value",
                    "from",
                    "resources",
                    "patches",
                    "images",
                    "newTag",
                    "literals",
                    "spec",
                    "containers",
                    "$patch",
                    "$deleteFromPrimitiveList/x",
                    "env",
                    "metadata",
                    "pairs",
                    "data",
                    "source",
                    "targets",
                    "fieldPaths",
                    "select",
                ]
            ),
            below,
            max_size=4,
        ),
    ),
    max_leaves=20,
)


@given(
    st.dictionaries(
        st.sampled_from(
            [
                "resources",
                "bases",
                "components",
                "patches",
                "patchesStrategicMerge",
                "patchesJson6902",
                "images",
                "replicas",
                "namespace",
                "labels",
                "commonLabels",
                "commonAnnotations",
                "configMapGenerator",
                "replacements",
                "vars",
            ]
        ),
        _DATA,
        max_size=6,
    ),
    _DATA,
)
def test_whatever_stands_in_them_gives_places_in_files(overlay: dict[str, object], patch: object) -> None:
    import json

    files = {
        "kustomization.yaml": json.dumps(
            {"patches": [{"path": "patch.yaml", "target": {}}], **overlay, "resources": ["pod.yaml"]}
        ),
        "pod.yaml": _POD,
        "patch.yaml": json.dumps(patch),
    }
    for document in built(files).documents:
        for path in document.origins.nodes if document.origins is not None else ():  # type: ignore[attr-defined]
            cursor = Cursor(document, path, document.get(path))
            for place in (cursor.place, cursor.key_place, *cursor.via):
                assert 0 <= place.span.start <= place.span.end <= len(place.document.source.text)
            assert cursor.text is not None
