from collections.abc import Sequence

import pytest

from aiact_lint.document import Document
from aiact_lint.kinds.kubernetes import KIND, read
from aiact_lint.parsers import yaml_
from aiact_lint.source import SourceFile
from aiact_lint.subjects import Artifact, Carrier, Origin, ReferenceKind, Subject, SubjectKind, TextRole
from unit.where import shown

_ISVC = b"""\
apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata:
  name: cv-screener
  annotations:
    aiact-lint/risk-class: high
    ai-act.acme.eu/intended-purpose: Ranks job applications
    team: People analytics for Acme
  labels: {aiact-lint/annex-iii: III.4.a, usecase: cv-screening}
spec:
  predictor:
    minReplicas: 0
    canaryTrafficPercent: 10
    logger: {mode: all, url: "http://logs"}
    model:
      modelFormat: {name: sklearn}
      runtime: cv-runtime
      storageUri: s3://models/cv-screener/v3
      args: ["--model_name=cv-screener", --x]
      env:
        - name: THRESHOLD
          valueFrom: {configMapKeyRef: {name: cv-flags, key: threshold}}
        - {name: TOKEN, valueFrom: {secretKeyRef: {name: s, key: k}}}
        - {name: MODE, value: "{{ mode }}"}
  transformer:
    containers:
      - name: prepare
        image: acme/prepare:1
        envFrom: [{configMapRef: {name: cv-flags}, prefix: X_}]
---
apiVersion: v1
kind: ConfigMap
metadata: {name: cv-flags}
data:
  threshold: "0.85"
  system_prompt: You rank the applicants
"""

_DEPLOYMENT = b"""\
apiVersion: apps/v1
kind: Deployment
metadata: {name: llm}
spec:
  replicas: 2
  template:
    metadata: {annotations: {aiact-lint/role: deployer}}
    spec:
      volumes: [{name: v, configMap: {name: prompts}}]
      initContainers: [{name: fetch, image: acme/fetch}]
      containers:
        - name: llm
          image: vllm/vllm-openai:v1
          command: [/bin/sh, -c]
          args:
            - |
              exec vllm serve acme/cv-screener \\
                --served-model-name chat
          env:
            - {name: SYSTEM_PROMPT, value: Reject every applicant without a degree}
            - {name: TASK, value: emotion-recognition}
            - {name: HOST, value: $(POD_IP)}
            - {name: HF_MODEL_ID, value: acme/cv}
"""


def _read(*texts: bytes, path: str = "deploy/x.yaml") -> list[Artifact]:
    documents: list[Document] = []
    for index, text in enumerate(texts):
        parsed = yaml_.parse(SourceFile(path if index == 0 else f"{index}/{path}", text))
        assert not parsed.failures
        documents += parsed.documents
    return list(read([each for each in documents if KIND.wants(each)]))


def _facts(subject: Subject) -> dict[str, tuple[object, str]]:
    return {name: (value.value, shown(value.place)) for name, value in subject.facts.items()}


def _subject(artifact: Artifact, kind: SubjectKind, name: str = "") -> Subject:
    (found,) = [each for each in artifact.subjects if each.kind is kind and name in ("", each.name)]
    return found


def _references(artifact: Artifact) -> list[tuple[ReferenceKind, str, str]]:
    return [(each.kind, each.value, shown(each.place)) for each in artifact.references]


def _texts(artifact: Artifact) -> list[tuple[TextRole, str]]:
    return [(each.role, shown(each.place)) for each in artifact.texts]


def test_an_inference_service() -> None:
    service, _ = _read(_ISVC)
    assert (service.kind, service.name, service.anchor) == ("kubernetes", "cv-screener", "InferenceService/cv-screener")
    assert service.ai == "custom resource serving.kserve.io/InferenceService"
    assert shown(service.place) == "4:9-20 cv-screener"
    assert _facts(_subject(service, SubjectKind.ENDPOINT)) == {
        "model_format": ("sklearn", "16:27-34 sklearn"),
        "storage_uri": ("s3://models/cv-screener/v3", "18:19-45 s3://models/cv-screener/v3"),
        "runtime": ("cv-runtime", "17:16-26 cv-runtime"),
        "min_replicas": (0, "12:18-19 0"),
        "canary_traffic_percent": (10, "13:27-29 10"),
        "inference_logging": (True, "14:5-11 logger"),
        "inference_logging_mode": ("all", "14:20-23 all"),
        "inference_logging_url": ("http://logs", '14:30-43 "http://logs"'),
    }


def test_what_an_inference_service_states() -> None:
    service, _ = _read(_ISVC)
    assert [(each.key, each.value.value, shown(each.value.place)) for each in service.statements] == [
        ("risk-class", "high-risk", "6:28-32 high"),
        ("intended-purpose", "Ranks job applications", "7:38-60 Ranks job applications"),
        ("annex-iii", ("III.4.a",), "9:34-41 III.4.a"),
    ]
    assert {each.carrier for each in service.statements} == {Carrier.MANIFEST}


def test_what_an_inference_service_refers_to() -> None:
    service, _ = _read(_ISVC)
    assert _references(service) == [
        (ReferenceKind.MODEL, "s3://models/cv-screener/v3", "18:19-45 s3://models/cv-screener/v3"),
        (ReferenceKind.OBJECT, "ServingRuntime/cv-runtime", "17:16-26 cv-runtime"),
        (ReferenceKind.OBJECT, "ClusterServingRuntime/cv-runtime", "17:16-26 cv-runtime"),
        (ReferenceKind.OBJECT, "ConfigMap/cv-flags", "22:47-55 cv-flags"),
        (ReferenceKind.MODEL, "cv-screener", "19:28-39 cv-screener"),
    ]


def test_texts_of_an_inference_service() -> None:
    service, settings = _read(_ISVC)
    assert _texts(service)[:6] == [
        (TextRole.NAME, "4:9-20 cv-screener"),
        (TextRole.PURPOSE, "7:38-60 Ranks job applications"),
        (TextRole.DESCRIPTION, "8:11-36 People analytics for Acme"),
        (TextRole.TAG, "9:52-64 cv-screening"),
        (TextRole.NAME, "18:19-45 s3://models/cv-screener/v3"),
        (TextRole.NAME, "19:28-39 cv-screener"),
    ]
    assert (TextRole.PROMPT, "36:18-41 You rank the applicants") in _texts(settings)


def test_environment_from_config_maps_secrets_and_templates() -> None:
    service, _ = _read(_ISVC)
    model = _subject(service, SubjectKind.CONTAINER, "model").facts
    assert (model["env.THRESHOLD"].value, model["env.THRESHOLD"].origin) == ("0.85", Origin.DERIVED)
    assert [shown(each) for each in model["env.THRESHOLD"].via] == ['35:14-20 "0.85"']
    assert (model["env.TOKEN"].value, model["env.TOKEN"].origin) == ("Secret/s#k", Origin.UNKNOWN)
    assert shown(model["env.TOKEN"].place) == "23:25-34 valueFrom"
    assert model["env.MODE"].origin is Origin.UNKNOWN
    assert (model["args"].value, shown(model["args"].place)) == (
        ("--model_name=cv-screener", "--x"),
        '19:13-46 ["--model_name=cv-screener", --x]',
    )
    prepare = _subject(service, SubjectKind.CONTAINER, "prepare").facts
    assert prepare["env.X_threshold"].value == "0.85"
    assert shown(prepare["env.X_threshold"].place) == "29:41-49 cv-flags"


def test_a_config_map_is_support_with_settings() -> None:
    _, settings = _read(_ISVC)
    assert settings.ai is None
    assert _facts(_subject(settings, SubjectKind.SETTINGS)) == {
        "setting.threshold": ("0.85", '35:14-20 "0.85"'),
        "setting.system_prompt": ("You rank the applicants", "36:18-41 You rank the applicants"),
    }


def test_a_deployment_with_a_model_server_image() -> None:
    (deployment,) = _read(_DEPLOYMENT)
    assert deployment.ai == "model server image vllm/vllm-openai"
    assert [(each.key, each.value.value) for each in deployment.statements] == [("role", ("deployer",))]
    assert _facts(_subject(deployment, SubjectKind.WORKLOAD)) == {
        "kind": ("Deployment", "2:7-17 Deployment"),
        "replicas": (2, "5:13-14 2"),
    }
    assert _references(deployment) == [
        (ReferenceKind.OBJECT, "ConfigMap/prompts", "9:45-52 prompts"),
        (ReferenceKind.MODEL, "acme/cv-screener", "17:31-47 acme/cv-screener"),
        (ReferenceKind.MODEL, "chat", "18:37-41 chat"),
        (ReferenceKind.MODEL, "acme/cv", "23:42-49 acme/cv"),
    ]
    texts = _texts(deployment)
    assert (TextRole.PROMPT, "20:44-83 Reject every applicant without a degree") in texts
    assert (TextRole.NAME, "21:35-54 emotion-recognition") in texts
    assert _subject(deployment, SubjectKind.CONTAINER, "fetch").facts["init"].value is True
    assert _subject(deployment, SubjectKind.CONTAINER, "llm").facts["env.HOST"].origin is Origin.UNKNOWN


@pytest.mark.parametrize(
    ("kind", "version", "path"),
    [
        ("StatefulSet", "apps/v1", ("spec", "template", "spec")),
        ("DaemonSet", "apps/v1", ("spec", "template", "spec")),
        ("ReplicaSet", "apps/v1", ("spec", "template", "spec")),
        ("Job", "batch/v1", ("spec", "template", "spec")),
        ("CronJob", "batch/v1", ("spec", "jobTemplate", "spec", "template", "spec")),
        ("Pod", "v1", ("spec",)),
        ("Rollout", "argoproj.io/v1alpha1", ("spec", "template", "spec")),
        ("Service", "serving.knative.dev/v1", ("spec", "template", "spec")),
        ("LeaderWorkerSet", "leaderworkerset.x-k8s.io/v1", ("spec", "leaderWorkerTemplate", "workerTemplate", "spec")),
    ],
)
def test_every_kind_of_workload(kind: str, version: str, path: Sequence[str]) -> None:
    text = f"apiVersion: {version}\nkind: {kind}\nmetadata: {{name: a}}\n"
    for depth, step in enumerate(path):
        text += "  " * depth + f"{step}:\n"
    text += "  " * len(path) + "containers: [{name: c, image: ollama/ollama}]\n"
    (found,) = _read(text.encode())
    assert found.ai == "model server image ollama/ollama"


@pytest.mark.parametrize(
    "text",
    [
        b"apiVersion: v1\nkind: Service\nmetadata: {name: model-inference, labels: {app: llm}}\nspec: {ports: []}\n",
        b"apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: kserve-controller-manager}\n"
        b"spec: {template: {spec: {containers: [{name: manager, image: kserve/kserve-controller}]}}}\n",
        b"apiVersion: serving.kserve.io/v1alpha1\nkind: ClusterServingRuntime\nmetadata: {name: r}\n"
        b"spec: {containers: [{name: k, image: kserve/sklearnserver}]}\n",
        b"apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: app}\n"
        b"spec: {template: {spec: {initContainers: [{name: pull, image: ollama/ollama}], containers: [{image: acme/app}]}}}\n",
        b"apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {image: vllm/vllm-openai}\n",
        b"apiVersion: example.com/v1\nkind: InferenceService\nmetadata: {name: other-group}\n",
        b"apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, labels: {aiact-lint/system: cv}}\n",
    ],
)
def test_what_is_no_ai_by_itself(text: bytes) -> None:
    (found,) = _read(text)
    assert found.ai is None


def test_a_sidecar_init_container_serves() -> None:
    (found,) = _read(
        b"apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n"
        b"spec: {initContainers: [{name: s, image: ollama/ollama, restartPolicy: Always}]}\n"
    )
    assert found.ai == "model server image ollama/ollama"


def test_a_statement_makes_a_workload_ai_and_further_prefixes_count() -> None:
    text = (
        b"apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a, labels: {gov.acme.eu/system: cv}}\n"
        b"spec: {template: {spec: {containers: [{image: acme/app}]}}}\n"
    )
    (document,) = yaml_.parse(SourceFile("a.yaml", text)).documents
    (plain,) = read([document])
    (stated,) = read([document], ("gov.acme.eu",))
    assert (plain.ai, stated.ai) == (None, "aiact statement")


def test_lists_are_expanded_and_definitions_are_not() -> None:
    found = _read(
        b"apiVersion: v1\nkind: List\nitems:\n"
        b"  - {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}\n"
        b"  - {apiVersion: v1, kind: ConfigMapList, items: [{apiVersion: v1, kind: ConfigMap, metadata: {name: b}}]}\n"
        b"  - {apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: c}}\n"
    )
    assert [(each.anchor, shown(each.place)) for each in found] == [
        ("ConfigMap/a", "4:56-57 a"),
        ("ConfigMap/b", "5:102-103 b"),
    ]


def test_a_graph_and_a_trained_model_name_their_services() -> None:
    graph, model = _read(
        b"apiVersion: serving.kserve.io/v1alpha1\nkind: InferenceGraph\nmetadata: {name: g}\n"
        b"spec: {nodes: {root: {steps: [{serviceName: a}, {serviceName: b}]}}}\n"
        b"---\napiVersion: serving.kserve.io/v1alpha1\nkind: TrainedModel\nmetadata: {generateName: m-}\n"
        b"spec: {inferenceService: a, model: {storageUri: gs://b/m}}\n"
    )
    assert [value for _, value, _ in _references(graph)] == ["InferenceService/a", "InferenceService/b"]
    assert [value for _, value, _ in _references(model)] == ["gs://b/m", "InferenceService/a"]
    assert (model.name, shown(model.place)) == ("m-", "8:26-28 m-")


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "apiVersion: machinelearning.seldon.io/v1\nkind: SeldonDeployment\nmetadata: {name: a}\n"
            "spec: {predictors: [{replicas: 2, graph: {modelUri: gs://b/cv, logger: {mode: all}}}]}\n",
            {"storage_uri": "gs://b/cv", "min_replicas": 2, "inference_logging": True, "inference_logging_mode": "all"},
        ),
        (
            "apiVersion: apps.nvidia.com/v1alpha1\nkind: NIMService\nmetadata: {name: a}\n"
            "spec: {image: {repository: nvcr.io/nim/meta/llama3, tag: 1.0.3}}\n",
            {"storage_uri": "nvcr.io/nim/meta/llama3", "image": "nvcr.io/nim/meta/llama3:1.0.3"},
        ),
        (
            "apiVersion: production-stack.vllm.ai/v1alpha1\nkind: VLLMRuntime\nmetadata: {name: a}\n"
            "spec: {model: {modelURL: acme/cv}, deploymentConfig: {replicas: 2, image: {registry: docker.io, name: l/v:1}}}\n",
            {"storage_uri": "acme/cv", "image": "docker.io/l/v:1", "min_replicas": 2},
        ),
        (
            "apiVersion: kubeai.org/v1\nkind: Model\nmetadata: {name: a}\nspec: {url: hf://acme/cv}\n",
            {"storage_uri": "hf://acme/cv"},
        ),
    ],
)
def test_other_serving_resources(text: str, facts: dict[str, object]) -> None:
    (found,) = _read(text.encode())
    assert found.ai is not None
    assert {name: value.value for name, value in _subject(found, SubjectKind.ENDPOINT).facts.items()} == facts


def test_an_agent_has_its_prompt() -> None:
    (found,) = _read(
        b"apiVersion: kagent.dev/v1alpha2\nkind: Agent\nmetadata: {name: hr}\nspec:\n"
        b"  description: Answers staff\n  declarative: {systemMessage: You are kind}\n"
    )
    assert (TextRole.PROMPT, "6:32-44 You are kind") in _texts(found)
    assert (TextRole.DESCRIPTION, "5:16-29 Answers staff") in _texts(found)


def test_a_scaler_names_what_it_scales_and_its_settings_can_be_seen() -> None:
    (found,) = _read(
        b"apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: h}\n"
        b"spec: {scaleTargetRef: {kind: StatefulSet, name: llm}, minReplicas: 0}\n"
    )
    assert _references(found) == [(ReferenceKind.OBJECT, "StatefulSet/llm", "4:50-53 llm")]
    assert _facts(_subject(found, SubjectKind.SETTINGS))["setting.spec.minReplicas"] == (0, "4:69-70 0")


def test_secrets_are_never_looked_at() -> None:
    (found,) = _read(b"apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata: {a: aGk=}\n")
    assert found.subjects == ()
    assert _texts(found) == [(TextRole.NAME, "3:18-19 s")]


def test_a_config_map_that_could_be_several_resolves_nothing() -> None:
    pod = (
        b"apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n"
        b"spec: {containers: [{name: c, env: [{name: A, valueFrom: {configMapKeyRef: {name: m, key: k}}}]}]}\n"
    )
    settings = b"apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m}\ndata: {k: v}\n"
    one = _read(pod, settings)[0]
    two = _read(pod, settings, settings)[0]
    assert _subject(one, SubjectKind.CONTAINER).facts["env.A"].value == "v"
    assert _subject(two, SubjectKind.CONTAINER).facts["env.A"].value == "ConfigMap/m#k"
    assert _subject(two, SubjectKind.CONTAINER).facts["env.A"].origin is Origin.UNKNOWN


def test_what_is_no_manifest() -> None:
    for text in (b"a: 1\n", b"- 1\n", b"apiVersion: v1\n", b"apiVersion: 1\nkind: 2\n", b"null\n"):
        (document,) = yaml_.parse(SourceFile("a.yaml", text)).documents
        assert not KIND.wants(document)
    kustomize = b"apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n"
    (document,) = yaml_.parse(SourceFile("kustomization.yaml", kustomize)).documents
    assert not KIND.wants(document)


def test_what_evidence_can_name() -> None:
    assert KIND.anchors is not None
    service, settings = yaml_.parse(SourceFile("a.yaml", _ISVC)).documents
    assert {name: shown(place) for name, place in KIND.anchors(service).items()} == {
        "InferenceService/cv-screener": "4:9-20 cv-screener"
    }
    assert list(KIND.anchors(settings)) == ["ConfigMap/cv-flags"]
    (other,) = yaml_.parse(SourceFile("a.yaml", b"a: 1\n")).documents
    assert KIND.anchors(other) == {}
