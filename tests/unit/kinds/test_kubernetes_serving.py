"""Serving platforms beside KServe: what their objects name, and how they meet their caches and cards."""

from __future__ import annotations

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiact_lint.kinds.cursor import Cursor
from aiact_lint.kinds.kubernetes import KIND, read
from aiact_lint.kinds.kubernetes.model_settings import models_in_text
from aiact_lint.link import link
from aiact_lint.parsers import yaml_
from aiact_lint.source import SourceFile
from aiact_lint.subjects import Artifact, ReferenceKind, SubjectKind
from unit.where import shown


def _read(text: str, path: str = "deploy/x.yaml") -> list[Artifact]:
    source = SourceFile(path, dedent(text).encode())
    parsed = yaml_.parse(source)
    assert not parsed.failures
    found = list(read([each for each in parsed.documents if KIND.wants(each)]))
    assert not any(each.ai for each in found) or any(token in source.data for token in KIND.tokens())
    return found


def _models(artifact: Artifact) -> list[tuple[str, str]]:
    return [(each.value, shown(each.place)) for each in artifact.references if each.kind is ReferenceKind.MODEL]


def _objects(artifact: Artifact) -> list[str]:
    return [each.value for each in artifact.references if each.kind is ReferenceKind.OBJECT]


def test_a_nim_service_leads_to_its_cache_and_that_to_the_model() -> None:
    service, cache = _read(
        """\
        apiVersion: apps.nvidia.com/v1alpha1
        kind: NIMService
        metadata: {name: llm}
        spec:
          image: {repository: nvcr.io/nim/nvidia/llm-nim, tag: "1.12"}
          scale: {enabled: true, hpa: {minReplicas: 2}}
          storage: {nimCache: {name: llm-cache}}
        ---
        apiVersion: apps.nvidia.com/v1alpha1
        kind: NIMCache
        metadata: {name: llm-cache}
        spec: {source: {hf: {namespace: acme, modelName: cv-screener}}}
        """
    )
    assert service.ai == "custom resource apps.nvidia.com/NIMService"
    assert service.subjects[0].facts["min_replicas"].value == 2
    assert _objects(service) == ["NIMCache/llm-cache"]
    assert (cache.ai, _models(cache)) == (None, [("cv-screener", "12:50-61 cv-screener")])
    assert len(link([service, cache], lambda _artifact: ())) == 1


def test_a_nim_pipeline_is_its_services() -> None:
    (pipeline,) = _read(
        """\
        apiVersion: apps.nvidia.com/v1alpha1
        kind: NIMPipeline
        metadata: {name: rag}
        spec:
          services:
            - name: llm
              enabled: true
              spec:
                image: {repository: nvcr.io/nim/meta/llama, tag: "1"}
                env: [{name: MODE, value: chat}]
                storage: {nimCache: {name: a}}
            - name: rerank
              spec:
                image: {repository: nvcr.io/nim/nvidia/rerank, tag: "2"}
                storage: {nimCache: {name: b}}
        """
    )
    assert [value for value, _ in _models(pipeline)] == ["nvcr.io/nim/meta/llama", "nvcr.io/nim/nvidia/rerank"]
    assert _objects(pipeline) == ["NIMCache/a", "NIMCache/b"]
    assert [each.facts["env.MODE"].value for each in pipeline.subjects if "env.MODE" in each.facts] == ["chat"]


def test_a_ray_service_names_models_in_its_configuration() -> None:
    (service,) = _read(
        """\
        apiVersion: ray.io/v1
        kind: RayService
        metadata: {name: llm}
        spec:
          serveConfigV2: |
            applications:
            - args:
                llm_configs:
                - model_loading_config:
                    model_id: cv-chat
                    model_source: "acme/cv-chat"   # on the Hub
                  engine_kwargs: {max_model_len: 1024}
              runtime_env:
                env_vars: {A: b}
                  # model: no
        """
    )
    assert _models(service) == [("cv-chat", "10:23-30 cv-chat"), ("acme/cv-chat", "11:28-40 acme/cv-chat")]


@pytest.mark.parametrize("kind", ["RayCluster", "RayJob"])
def test_ray_is_ai_only_with_a_model_server(kind: str) -> None:
    at = "spec" if kind == "RayCluster" else "spec: {rayClusterSpec"
    close = "" if kind == "RayCluster" else "}"

    def made(image: str) -> Artifact:
        text = (
            f"apiVersion: ray.io/v1\nkind: {kind}\nmetadata: {{name: r}}\n{at}: {{headGroupSpec: {{template: {{spec: {{"
            f"containers: [{{name: h, image: '{image}'}}]}}}}}}, workerGroupSpecs: [{{template: {{metadata: {{annotations: "
            f"{{aiact-lint/system: s}}}}, spec: {{containers: [{{name: w, image: 'rayproject/ray:2'}}]}}}}}}]}}{close}\n"
        )
        (only,) = _read(text)
        return only

    assert made("vllm/vllm-openai:v1").ai == "model server image vllm/vllm-openai"
    assert [each.name for each in made("acme/x").subjects] == ["r", "h", "w"]
    assert [each.key for each in made("acme/x").statements] == ["system"]


def test_a_ray_cluster_for_anything_is_no_ai() -> None:
    text = "apiVersion: ray.io/v1\nkind: RayCluster\nmetadata: {name: r}\nspec: {headGroupSpec: {template: {spec: {containers: [{name: h, image: rayproject/ray}]}}}}\n"
    (cluster,) = _read(text)
    assert cluster.ai is None


@pytest.mark.parametrize(
    ("resource", "objects"), [("", ["Model/a", "Model/b"]), ("resourceType: pipeline,", ["Pipeline/a", "Pipeline/b"])]
)
def test_an_experiment_names_models_or_pipelines(resource: str, objects: list[str]) -> None:
    (experiment,) = _read(
        f"apiVersion: mlops.seldon.io/v1alpha1\nkind: Experiment\nmetadata: {{name: e}}\n"
        f"spec: {{{resource} default: a, candidates: [{{name: a, weight: 50}}, {{name: b, weight: 50}}]}}\n"
    )
    assert experiment.ai == "custom resource mlops.seldon.io/Experiment"
    assert _objects(experiment) == objects


def test_an_explainer_belongs_to_its_model() -> None:
    model, explainer = _read(
        """\
        apiVersion: mlops.seldon.io/v1alpha1
        kind: Model
        metadata: {name: income}
        spec: {storageUri: "gs://b/income", logger: {percent: 10}, minReplicas: 2}
        ---
        apiVersion: mlops.seldon.io/v1alpha1
        kind: Model
        metadata: {name: income-explainer}
        spec: {storageUri: "gs://b/explainer", explainer: {type: anchor_tabular, modelRef: income}}
        """
    )
    facts = model.subjects[0].facts
    assert (facts["inference_logging"].value, facts["min_replicas"].value) == (True, 2)
    assert len(link([model, explainer], lambda _artifact: ())) == 1


def test_a_bento_deployment_leads_to_its_bento() -> None:
    deployment, bento = _read(
        """\
        apiVersion: serving.yatai.ai/v2alpha1
        kind: BentoDeployment
        metadata: {name: iris}
        spec: {bento: iris-1, autoscaling: {minReplicas: 2, maxReplicas: 4}}
        ---
        apiVersion: resources.yatai.ai/v1alpha1
        kind: Bento
        metadata: {name: iris-1}
        spec: {tag: "iris_classifier:r4zint", image: "quay.io/acme/iris_classifier:r4"}
        """
    )
    assert deployment.subjects[0].facts["min_replicas"].value == 2
    assert _objects(deployment) == ["Bento/iris-1"]
    assert [value for value, _ in _models(bento)] == ["iris_classifier:r4zint", "quay.io/acme/iris_classifier:r4"]
    assert bento.ai is None


def test_a_vllm_runtime() -> None:
    (runtime,) = _read(
        """\
        apiVersion: production-stack.vllm.ai/v1alpha1
        kind: VLLMRuntime
        metadata: {name: r}
        spec:
          model: {modelURL: acme/cv-chat}
          vllmConfig: {env: [{name: SYSTEM_PROMPT, value: You answer questions on leave}]}
          deploymentConfig: {image: {registry: docker.io, name: "lmcache/vllm-openai:1"}}
          autoscalingConfig: {minReplicas: 1}
        """
    )
    endpoint, container = runtime.subjects
    assert (endpoint.kind, container.kind) == (SubjectKind.ENDPOINT, SubjectKind.CONTAINER)
    assert endpoint.facts["image"].value == "docker.io/lmcache/vllm-openai:1"
    assert endpoint.facts["min_replicas"].value == 1
    assert container.facts["env.SYSTEM_PROMPT"].value == "You answer questions on leave"
    assert _models(runtime)[0] == ("acme/cv-chat", "5:21-33 acme/cv-chat")


@pytest.mark.parametrize(
    ("kind", "open_", "close"),
    [("Workflow", "spec: {", "}"), ("CronWorkflow", "spec: {schedule: x, workflowSpec: {", "}}")],
)
def test_the_steps_of_a_workflow_are_containers(kind: str, open_: str, close: str) -> None:
    (workflow,) = _read(
        f"apiVersion: argoproj.io/v1alpha1\nkind: {kind}\nmetadata: {{name: retrain-cv}}\n{open_}templates: ["
        "{name: a, container: {image: acme/train, envFrom: [{configMapRef: {name: c}}]}}, {name: b, script: {image: python, source: x}},"
        f" {{name: c, dag: {{}}}}]{close}\n"
    )
    assert workflow.ai is None
    assert [(each.kind.value, each.name) for each in workflow.subjects] == [
        ("workload", "retrain-cv"),
        ("container", "container"),
        ("container", "container"),
    ]
    assert workflow.subjects[0].facts["kind"].value == kind
    assert _objects(workflow) == ["ConfigMap/c"]


def test_another_groups_workflow_is_none() -> None:
    text = "apiVersion: sonataflow.org/v1\nkind: Workflow\nmetadata: {name: w}\nspec: {templates: [{container: {image: a}}]}\n"
    assert [each.kind for each in _read(text)[0].subjects] == [SubjectKind.SETTINGS]


def test_a_rollout_by_reference_belongs_to_its_deployment() -> None:
    rollout, deployment = _read(
        """\
        apiVersion: argoproj.io/v1alpha1
        kind: Rollout
        metadata: {name: llm}
        spec: {replicas: 2, workloadRef: {apiVersion: apps/v1, kind: Deployment, name: llm}}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: llm}
        spec: {template: {spec: {containers: [{name: a, image: "vllm/vllm-openai:1"}]}}}
        """
    )
    assert _objects(rollout) == ["Deployment/llm"]
    (system,) = link([rollout, deployment], lambda _artifact: ())
    assert [each.anchor for each in system.artifacts] == ["Rollout/llm", "Deployment/llm"]


def test_a_knative_service_with_a_model_server() -> None:
    (service,) = _read(
        """\
        apiVersion: serving.knative.dev/v1
        kind: Service
        metadata: {name: llm}
        spec: {template: {spec: {containers: [{image: "vllm/vllm-openai:1", args: [--model, acme/cv]}]}}}
        """
    )
    assert service.ai == "model server image vllm/vllm-openai"
    assert [value for value, _ in _models(service)] == ["acme/cv"]


def test_workers_of_a_predictor_over_several_nodes() -> None:
    (service,) = _read(
        """\
        apiVersion: serving.kserve.io/v1beta1
        kind: InferenceService
        metadata: {name: llm}
        spec:
          predictor:
            model: {modelFormat: {name: huggingface}, storageUri: "pvc://acme/cv"}
            workerSpec: {containers: [{name: worker, image: "acme/worker:1"}]}
        """
    )
    assert [each.name for each in service.subjects] == ["llm", "model", "worker"]
    assert service.subjects[-1].facts["image"].value == "acme/worker:1"


def test_a_graph_of_seldon_is_read_two_levels_deep() -> None:
    (deployment,) = _read(
        """\
        apiVersion: machinelearning.seldon.io/v1
        kind: SeldonDeployment
        metadata: {name: cv}
        spec:
          predictors:
            - graph: {name: a, modelUri: "gs://b/a", children: [{name: b, modelUri: "gs://b/b", children: [{name: c, modelUri: "gs://b/c"}]}]}
        """
    )
    assert [value for value, _ in _models(deployment)] == ["gs://b/a", "gs://b/b", "gs://b/c"]


def test_config_maps_name_models() -> None:
    (settings,) = _read(
        """\
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: c}
        data:
          MODEL_ID: acme/cv-screener
          MODE: fast
          config.yaml: |
            threshold: 0.8
            model:
              model_id: 'acme/other'
          templated.yaml: |
            model: acme/{{ x }}
            model_id: acme/third
          settings.properties: |
            storage_uri=s3://acme/cv
            model = a b
        """
    )
    assert settings.ai is None
    assert _models(settings) == [
        ("acme/cv-screener", "5:13-29 acme/cv-screener"),
        ("acme/other", "10:18-28 acme/other"),
        ("s3://acme/cv", "15:17-29 s3://acme/cv"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "model: $MODEL",
        "model: {a: b}",
        "model: [a]",
        "modelled: x",
        "my_model: x",
        "model:",
        "model: a b",
        "#model: x",
        "model: *a",
    ],
)
def test_lines_that_name_no_model(line: str) -> None:
    (document,) = yaml_.parse(SourceFile("a.yaml", f"x: |\n  first\n  {line}\n  last\n".encode())).documents
    assert list(models_in_text(Cursor.top(document).at("x"))) == []


@given(
    lines=st.lists(
        st.sampled_from(["model: a/b", "- model_id = 'c'", "x: y", "", "\u00e4\U0001f600: 1", "model: {{ x"]),
        max_size=6,
    )
)
def test_models_in_text_stand_where_they_are_written(lines: list[str]) -> None:
    text = "x: |\n  start\n" + "".join(f"  {line}\n" for line in lines)
    (document,) = yaml_.parse(SourceFile("a.yaml", text.encode())).documents
    found = list(models_in_text(Cursor.top(document).at("x")))
    assert [each.value for each in found] == [
        {"model: a/b": "a/b", "- model_id = 'c'": "c"}[line]
        for line in lines
        if line in ("model: a/b", "- model_id = 'c'")
    ]
    assert all(each.value == document.source.slice(each.place.span) for each in found)
