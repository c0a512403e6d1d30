"""Objects as overlays build them, with the file and place of every value."""

from __future__ import annotations

import pytest

from aiact_lint.document import Document
from aiact_lint.kinds.cursor import Cursor
from aiact_lint.subjects import Origin
from unit.overlays.tree import built, only
from unit.where import shown

_BASE = {
    "base/kustomization.yaml": "resources: [isvc.yaml]\n",
    "base/isvc.yaml": """\
        apiVersion: serving.kserve.io/v1beta1
        kind: InferenceService
        metadata:
          name: screener
        spec:
          predictor:
            minReplicas: 1
            model:
              storageUri: s3://models/a
              args: [--one, --two]
        """,
}
_DEPLOYMENT = {
    "base/kustomization.yaml": "resources: [deploy.yaml]\n",
    "base/deploy.yaml": """\
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: llm
        spec:
          replicas: 1
          template:
            metadata:
              labels: {app: llm}
            spec:
              containers:
              - name: server
                image: vllm/vllm-openai:v0.8
                env:
                - {name: A, value: one}
                - {name: B, value: two}
                ports:
                - containerPort: 8000
                  name: http
              - name: proxy
                image: registry:5000/envoy@sha256:abc
        """,
}


def _where(document: Document, *path: str | int) -> tuple[object, str, str]:
    """Value, file and place of a node."""
    cursor = Cursor.top(document).at(*path)
    return cursor.data, cursor.place.file, shown(cursor.place)


def _container(document: Document, name: str = "server") -> Cursor:
    items = Cursor.top(document).at("spec", "template", "spec", "containers").items()
    return next(each for each in items if each.at("name").text == name)


def test_a_patch_puts_its_value_in_its_own_place() -> None:
    document = only(
        {
            **_BASE,
            "prod/kustomization.yaml": "resources: [../base]\npatches:\n- path: p.yaml\n",
            "prod/p.yaml": "apiVersion: serving.kserve.io/v1\nkind: InferenceService\nmetadata: {name: screener}\n"
            "spec:\n  predictor:\n    minReplicas: 0\n    logger: {mode: all}\n    model: {args: [--three]}\n",
        }
    )
    predictor = ("spec", "predictor")
    assert _where(document, *predictor, "minReplicas") == (0, "prod/p.yaml", "6:18-19 0")
    assert _where(document, *predictor, "logger", "mode") == ("all", "prod/p.yaml", "7:20-23 all")
    assert _where(document, *predictor, "model", "storageUri") == (
        "s3://models/a",
        "base/isvc.yaml",
        "9:19-32 s3://models/a",
    )
    assert document.get((*predictor, "model", "args")) == ["--three"]  # of a custom resource a list is replaced
    assert Cursor.top(document).at(*predictor, "minReplicas").value().origin is Origin.STATED
    assert Cursor.top(document).at(*predictor, "minReplicas").text == "0"
    logger = Cursor.top(document).at(*predictor, "logger").key_place
    assert (logger.file, shown(logger)) == ("prod/p.yaml", "7:5-11 logger")
    assert document.source.path == "base/isvc.yaml"


def test_what_is_missing_is_marked_in_the_base() -> None:
    document = only({**_BASE, "prod/kustomization.yaml": "resources: [../base]\n"})
    assert shown(Cursor.top(document).at("spec", "predictor", "logger").place) == "6:3-12 predictor"


def test_lists_of_built_in_kinds_are_merged_by_name() -> None:
    patch = """\
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: llm}
        spec:
          template:
            spec:
              containers:
              - name: server
                env:
                - {name: B, value: three}
                - {name: C, value: four}
                - {name: A, $patch: delete}
              - name: proxy
                $patch: delete
        """
    files = {
        **_DEPLOYMENT,
        "o/kustomization.yaml": "bases: [../base]\npatchesStrategicMerge: [p.yaml]\n",
        "o/p.yaml": patch,
    }
    document = only(files)
    server = _container(document)
    env = {each.at("name").text: each.at("value") for each in server.at("env").items()}
    assert {name: value.text for name, value in env.items()} == {"B": "three", "C": "four"}
    assert (env["B"].place.file, shown(env["B"].place)) == ("o/p.yaml", "10:28-33 three")
    assert server.at("image").place.file == "base/deploy.yaml"
    assert len(list(Cursor.top(document).at("spec", "template", "spec", "containers").items())) == 1


def test_an_inline_patch_stands_in_the_kustomization() -> None:
    overlay = """\
        resources: [../base]
        patches:
        - target: {kind: InferenceService}
          patch: |-
            - op: replace
              path: /spec/predictor/minReplicas
              value: 3
            - op: add
              path: /metadata/annotations
              value:
                aiact.acme.eu/risk-class: high-risk
            - op: remove
              path: /spec/predictor/model/args/0
        """
    document = only({**_BASE, "o/kustomization.yaml": overlay})
    assert _where(document, "spec", "predictor", "minReplicas") == (3, "o/kustomization.yaml", "7:14-15 3")
    assert _where(document, "metadata", "annotations", "aiact.acme.eu/risk-class") == (
        "high-risk",
        "o/kustomization.yaml",
        "11:35-44 high-risk",
    )
    assert document.get(("spec", "predictor", "model", "args")) == ["--two"]


def test_an_inline_patch_in_quotes_is_marked_as_a_whole() -> None:
    overlay = 'resources: [../base]\npatches:\n- patch: "{apiVersion: serving.kserve.io/v1, kind: InferenceService, metadata: {name: screener}, spec: {x: 1}}"\n'
    document = only({**_BASE, "o/kustomization.yaml": overlay})
    value, file, place = _where(document, "spec", "x")
    assert (value, file) == (1, "o/kustomization.yaml")
    assert place.startswith("3:10-")
    assert Cursor.top(document).at("spec", "x").text == "1"


@pytest.mark.parametrize(
    ("entry", "image", "written"),
    [
        ("{name: vllm/vllm-openai, newTag: v0.9}", "vllm/vllm-openai:v0.9", ["3:36-40 v0.9"]),
        ("{name: vllm/vllm-openai, newTag: 1.10}", "vllm/vllm-openai:1.10", ["3:36-40 1.10"]),
        ("{name: vllm/vllm-openai, newName: acme/llm}", "acme/llm:v0.8", ["3:37-45 acme/llm"]),
        (
            "{name: vllm/vllm-openai, newName: acme/llm, digest: sha256:d}",
            "acme/llm@sha256:d",
            ["3:37-45 acme/llm", "3:55-63 sha256:d"],
        ),
        ("{name: vllm-openai, newTag: v1}", "vllm/vllm-openai:v0.8", []),
    ],
)
def test_images(entry: str, image: str, written: list[str]) -> None:
    document = only({**_DEPLOYMENT, "o/kustomization.yaml": f"resources: [../base]\nimages:\n- {entry}\n"})
    found = _container(document).at("image")
    assert found.text == image
    assert (found.place.file, shown(found.place)) == ("base/deploy.yaml", "13:16-37 vllm/vllm-openai:v0.8")
    assert [shown(place) for place in found.via] == written
    assert found.value().origin is (Origin.DERIVED if written else Origin.STATED)


def test_an_image_by_digest_keeps_its_registry() -> None:
    entry = "{name: 'registry:5000/envoy', newTag: v2}"
    document = only({**_DEPLOYMENT, "o/kustomization.yaml": f"resources: [../base]\nimages:\n- {entry}\n"})
    assert _container(document, "proxy").at("image").text == "registry:5000/envoy:v2"


def test_namespace_labels_annotations_and_replicas() -> None:
    overlay = """\
        resources: [../base]
        namespace: hiring
        commonAnnotations: {aiact.acme.eu/system: screener}
        labels:
        - pairs: {team: hr}
        - pairs: {tier: gpu}
          includeSelectors: true
        replicas:
        - {name: llm, count: 4}
        """
    document = only({**_DEPLOYMENT, "o/kustomization.yaml": overlay})
    assert _where(document, "metadata", "namespace") == ("hiring", "o/kustomization.yaml", "2:12-18 hiring")
    assert _where(document, "metadata", "annotations", "aiact.acme.eu/system")[2] == "3:43-51 screener"
    assert document.get(("metadata", "labels")) == {"team": "hr", "tier": "gpu"}
    assert document.get(("spec", "template", "metadata", "labels")) == {"app": "llm", "tier": "gpu"}
    assert _where(document, "spec", "replicas") == (4, "o/kustomization.yaml", "9:22-23 4")


def test_generated_config_maps() -> None:
    files = {
        "kustomization.yaml": """\
            resources: [pod.yaml]
            configMapGenerator:
            - name: flags
              literals: [AUTO_REJECT=true, "NOTE='a b'"]
              files: [prompts/system.txt, other=prompts/system.txt]
              envs: [settings.env]
            """,
        "pod.yaml": "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n",
        "prompts/system.txt": "You rank applications.\n",
        "settings.env": "# comment\nTHRESHOLD=0.8\n",
    }
    found = next(each for each in built(files).documents if each.get(("kind",)) == "ConfigMap")
    assert found.get(("data",)) == {
        "AUTO_REJECT": "true",
        "NOTE": "a b",
        "system.txt": "You rank applications.\n",
        "other": "You rank applications.\n",
        "THRESHOLD": "0.8",
    }
    assert _where(found, "data", "AUTO_REJECT") == ("true", "kustomization.yaml", "4:26-30 true")
    assert _where(found, "data", "NOTE") == ("a b", "kustomization.yaml", "4:39-42 a b")
    assert _where(found, "data", "THRESHOLD") == ("0.8", "settings.env", "2:11-14 0.8")
    assert _where(found, "data", "other")[1:] == ("prompts/system.txt", "1:1-23 You rank applications.")
    assert _where(found, "metadata", "name") == ("flags", "kustomization.yaml", "3:9-14 flags")


def test_a_generated_config_map_is_merged_into_that_of_the_base() -> None:
    files = {
        "base/kustomization.yaml": "configMapGenerator:\n- {name: flags, literals: [A=1, B=2]}\n",
        "o/kustomization.yaml": "resources: [../base]\nconfigMapGenerator:\n"
        "- {name: flags, behavior: merge, literals: [B=3]}\n",
    }
    document = only(files)
    assert document.get(("data",)) == {"A": "1", "B": "3"}
    assert _where(document, "data", "A")[1] == "base/kustomization.yaml"
    assert _where(document, "data", "B")[1] == "o/kustomization.yaml"


def test_components_change_what_is_there() -> None:
    files = {
        **_DEPLOYMENT,
        "c/kustomization.yaml": "kind: Component\nreplicas:\n- {name: llm, count: 9}\n",
        "o/kustomization.yaml": "resources: [../base]\ncomponents: [../c]\n",
    }
    assert only(files).get(("spec", "replicas")) == 9


def test_replacements_copy_values_and_forget_parts() -> None:
    overlay = """\
        resources: [../base]
        replacements:
        - source: {kind: Deployment, name: llm, fieldPath: metadata.name}
          targets:
          - select: {kind: Deployment}
            fieldPaths: ["spec.template.spec.containers.[name=server].env.[name=A].value"]
          - select: {kind: Deployment}
            fieldPaths: [spec.template.metadata.labels.app]
            options: {delimiter: "-", index: 1}
        """
    document = only({**_DEPLOYMENT, "o/kustomization.yaml": overlay})
    value = _container(document).at("env", 0, "value").value()
    assert (value.value, value.origin) == ("llm", Origin.DERIVED)
    assert [shown(place) for place in value.via] == ["4:9-12 llm"]
    assert not Cursor.top(document).at("spec", "template", "metadata", "labels", "app").is_known


def test_variables_are_unknown() -> None:
    files = {**_DEPLOYMENT, "o/kustomization.yaml": "resources: [../base]\nvars:\n- {name: MODEL}\n"}
    files["base/deploy.yaml"] = files["base/deploy.yaml"].replace("value: one", 'value: "$(MODEL)"')
    document = only(files)
    assert not _container(document).at("env", 0, "value").is_known
    assert _container(document).at("env", 1, "value").is_known


def test_a_base_that_two_overlays_leave_as_it_is_appears_once() -> None:
    files = {
        **_BASE,
        "a/kustomization.yaml": "resources: [../base]\n",
        "b/kustomization.yaml": "resources: [../base]\n",
    }
    assert len(built(files).documents) == 1
    files["b/kustomization.yaml"] += "namespace: b\n"
    assert [each.get(("metadata", "namespace")) for each in built(files).documents] == [None, "b"]


def test_objects_and_patches_are_not_judged_by_themselves() -> None:
    overlay = "resources: [../base]\npatches: [{path: p.yaml}]\n"
    patch = "apiVersion: serving.kserve.io/v1\nkind: InferenceService\nmetadata: {name: screener}\n"
    assert built({**_BASE, "o/kustomization.yaml": overlay, "o/p.yaml": patch}).used == {"base/isvc.yaml", "o/p.yaml"}


def test_what_lies_elsewhere_is_told() -> None:
    overlay = """\
        resources: [../base, "https://example.com/x.yaml", "github.com/acme/deploy//base?ref=v1", ../../out, none.yaml]
        patches: [{path: gone.yaml}]
        """
    result = built({**_BASE, "o/kustomization.yaml": overlay})
    assert len(result.documents) == 1
    assert [each.reason for each in result.skipped] == [
        "kustomization: 'https://example.com/x.yaml' lies elsewhere and is not read",
        "kustomization: 'github.com/acme/deploy//base?ref=v1' lies elsewhere and is not read",
        "kustomization: '../../out' lies elsewhere and is not read",
        "kustomization: 'none.yaml' is not among the files and is not read",
        "kustomization: 'gone.yaml' is not among the files and is not read",
    ]


def test_a_patch_may_delete_an_object() -> None:
    patch = "apiVersion: serving.kserve.io/v1\nkind: InferenceService\nmetadata: {name: screener}\n$patch: delete\n"
    files = {**_BASE, "o/kustomization.yaml": "resources: [../base]\npatches: [{path: p.yaml}]\n", "o/p.yaml": patch}
    assert built(files).documents == []


@pytest.mark.parametrize(
    ("target", "matches"),
    [
        ("{kind: Deployment}", True),
        ("{kind: Service}", False),
        ("{name: l.*}", True),
        ("{name: 'x|llm'}", True),
        ("{name: lm}", False),
        ("{group: apps, version: v1}", True),
        ("{labelSelector: 'team=hr'}", True),
        ("{labelSelector: 'team!=hr'}", False),
        ("{labelSelector: 'team,tier'}", False),
        ("{namespace: other}", False),
        ("{name: '" + "(a+)+" * 30 + "'}", False),
    ],
)
def test_targets(target: str, matches: bool) -> None:
    files = dict(_DEPLOYMENT)
    files["base/kustomization.yaml"] += "labels: [{pairs: {team: hr}}]\n"
    overlay = (
        f"resources: [../base]\npatches:\n- target: {target}\n  patch: |-\n    - {{op: add, path: /x, value: 1}}\n"
    )
    document = only({**files, "o/kustomization.yaml": overlay})
    assert (document.get(("x",)) == 1) is matches
