from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiact_lint.kinds import signs
from aiact_lint.kinds.signs import Image, custom_resources, image_tokens, model_server, resource_tokens


@pytest.mark.parametrize(
    ("written", "image"),
    [
        ("nginx", Image("", ("nginx",), "")),
        ("vllm/vllm-openai:v0.6", Image("", ("vllm", "vllm-openai"), "v0.6")),
        ("localhost/a:1", Image("localhost", ("a",), "1")),
        ("reg.acme.com:5000/m/a:1@sha256:ab", Image("reg.acme.com:5000", ("m", "a"), "1")),
        ("ghcr.io/acme/a@sha256:ab", Image("ghcr.io", ("acme", "a"), "")),
        ("", None),
        ("two words", None),
        ("x" * 600, None),
    ],
)
def test_an_image_in_its_parts(written: str, image: Image | None) -> None:
    assert Image.parse(written) == image


@pytest.mark.parametrize(
    "image",
    [
        "vllm/vllm-openai",
        "vllm/vllm-openai:v0.6.3",
        "docker.io/vllm/vllm-openai@sha256:0123",
        "registry.acme.com/mirror/vllm/vllm-openai:v1",
        "nvcr.io/nvidia/tritonserver:24.01-py3",
        "nvcr.io/nim/meta/llama3-8b-instruct:1.0.0",
        "ollama/ollama",
        "ghcr.io/huggingface/text-generation-inference:2.0",
        "tensorflow/serving:2.14.0-gpu",
        "pytorch/torchserve:latest-gpu",
        "docker.io/seldonio/mlserver:1.5",
        "kserve/huggingfaceserver:v0.14-gpu",
        "ghcr.io/ggml-org/llama.cpp:server-cuda",
        "lmsysorg/sglang",
        "quay.io/go-skynet/local-ai",
        "763104351884.dkr.ecr.eu-west-1.amazonaws.com/djl-inference:0.27",
        "europe-docker.pkg.dev/vertex-ai/prediction/tf2-cpu.2-8:latest",
    ],
)
def test_model_servers(image: str) -> None:
    assert model_server(image) is not None


@pytest.mark.parametrize(
    "image",
    [
        "acme/vllm-openai",  # another organisation's: the name alone is no sign
        "acme/model-server",
        "vllm-openai",
        "kserve/kserve-controller:v0.14",
        "kserve/agent:v0.14",
        "kserve/router",
        "kserve/storage-initializer",
        "lmcache/lmstack-router",
        "lmcache/production-stack-operator",
        "ghcr.io/llm-d/llm-d-routing-sidecar:v0.4",
        "ghcr.io/llm-d/llm-d-inference-sim:v0.4",
        "nvcr.io/nvidia/tritonserver:24.01-py3-sdk",  # the client
        "nvcr.io/nvidia/k8s-device-plugin",
        "ghcr.io/ggml-org/llama.cpp:full",
        "acme/djl-inference",  # only in the cloud's own registry
        "tensorflow/tensorflow",
        "pytorch/pytorch",
        "rayproject/ray",
        "jupyter/base-notebook",
        "ghcr.io/kubeflow/trainer/torchtune-trainer",
        "",
    ],
)
def test_what_serves_no_model(image: str) -> None:
    assert model_server(image) is None


def test_every_pattern_matches_its_own_example_and_its_token_is_in_it() -> None:
    for group in signs._patterns().values():
        for pattern in group:
            tag = next(iter(pattern.tag), "1")
            path = "/".join(segment.replace("*", "x") for segment in pattern.path)
            registry = f"{pattern.registry.replace('*', '1.dkr.ecr.eu-west-1')}/" if pattern.registry else ""
            example = f"{registry}{path}:{tag}"
            assert model_server(example) is not None, pattern.written
            assert pattern.token in example.encode(), pattern.written


def test_tokens_are_specific_enough_to_skip_most_files() -> None:
    assert all(len(token) >= 9 for token in image_tokens())
    assert b"serving.kserve.io" in resource_tokens()


def test_the_custom_resources_name_only_paths_that_can_be_followed() -> None:
    assert custom_resources()["serving.kserve.io/InferenceGraph"].uses == {
        "InferenceService": ("spec.nodes.*.steps.*.serviceName",)
    }
    for name, resource in custom_resources().items():
        group, _, kind = name.partition("/")
        assert "." in group
        assert kind[0].isupper()
        for paths in (resource.model, resource.pods, resource.replicas, resource.logging, *resource.uses.values()):
            assert all(path and not path.startswith(".") and " " not in path for path in paths)


def test_the_table_lies_beside_its_reader() -> None:
    assert (Path(signs.__file__).parent / "ai_signs.yaml").is_file()


@given(st.from_regex(r"[a-z0-9./:@_-]{0,60}", fullmatch=True))
def test_a_mirror_and_a_digest_change_nothing(image: str) -> None:
    server = model_server(image)
    parsed = Image.parse(image)
    if parsed is not None and not parsed.registry and "@" not in image:
        assert model_server(f"{image}@sha256:ab") == server
