"""Compose files put together: overrides, extends, include, variables from files; every place is the written token."""

from __future__ import annotations

from textwrap import dedent

import pytest

from aiact_lint.document import Document
from aiact_lint.kinds.compose import KIND, reaches, read
from aiact_lint.parsers import dotenv, yaml_
from aiact_lint.source import SourceFile
from aiact_lint.subjects import Artifact, Origin, ReferenceKind, SubjectKind, Value
from unit.where import shown


def _documents(files: dict[str, str]) -> list[Document]:
    found: list[Document] = []
    for path, text in files.items():
        parse = yaml_.parse if path.endswith((".yaml", ".yml")) else dotenv.parse
        parsed = parse(SourceFile(path, dedent(text).encode()))
        assert not parsed.failures
        found += parsed.documents
    return [each for each in found if KIND.wants(each)]


def _read(**files: str) -> dict[str, Artifact]:
    return {f"{each.file}#{each.anchor}": each for each in read(_documents(files))}


def _fact(artifact: Artifact, name: str) -> Value:
    return next(each.facts[name] for each in artifact.subjects if name in each.facts)


def _seen(value: Value) -> tuple[object, Origin, str, list[str]]:
    """Value, origin, place with its file, and the way it came by."""
    place = f"{value.place.file}:{shown(value.place)}"
    return value.value, value.origin, place, [f"{each.file}:{shown(each)}" for each in value.via]


_BASE = """\
services:
  chat:
    image: vllm/vllm-openai:v1
    command: [--model, acme/one]
    environment: {A: base, B: base}
    labels: {aiact.risk-class: minimal, keep: me}
    read_only: true
"""


def test_an_override_is_laid_over_the_base() -> None:
    found = _read(
        **{
            "compose.yaml": _BASE,
            "compose.override.yaml": """\
                services:
                  chat:
                    command: [--model, acme/two]
                    environment: [A=over]
                    labels: {aiact.risk-class: high}
                    read_only: !reset null
                  web: {image: nginx}
                """,
        }
    )
    assert sorted(found) == ["compose.override.yaml#services.web", "compose.yaml#services.chat"]
    chat = found["compose.yaml#services.chat"]
    assert [each.value for each in chat.references] == ["acme/two"]
    assert [(each.key, each.value.value, shown(each.value.place)) for each in chat.statements] == [
        ("risk-class", "high-risk", "5:32-36 high")
    ]
    assert _seen(_fact(chat, "env.A")) == ("over", Origin.STATED, "compose.override.yaml:4:21-25 over", [])
    assert _seen(_fact(chat, "env.B")) == ("base", Origin.STATED, "compose.yaml:5:31-35 base", [])
    assert all("read_only_root" not in each.facts for each in chat.subjects)
    assert chat.files == ("compose.override.yaml",)


def test_override_replaces_the_entries_that_it_tags() -> None:
    found = _read(
        **{
            "compose.yaml": _BASE,
            "compose.override.yml": "services: {chat: {environment: !override {C: only}}}\n",
        }
    )
    facts = next(
        each.facts for each in found["compose.yaml#services.chat"].subjects if each.kind is SubjectKind.CONTAINER
    )
    assert [name for name in facts if name.startswith("env.")] == ["env.C"]


def test_only_the_first_of_several_base_files_has_the_override() -> None:
    other = "services: {old: {image: nginx}}\n"
    found = _read(
        **{"compose.yaml": _BASE, "docker-compose.yml": other, "compose.override.yaml": "services: {new: {image: x}}\n"}
    )
    assert sorted(found) == [
        "compose.override.yaml#services.new",
        "compose.yaml#services.chat",
        "docker-compose.yml#services.old",
    ]


def test_a_service_has_what_it_extends_in_the_same_and_in_another_file() -> None:
    found = _read(
        **{
            "app/compose.yaml": """\
                services:
                  chat: {extends: {file: ../common.yaml, service: served}, environment: {A: own}}
                  again: {extends: chat}
                """,
            "common.yaml": """\
                services:
                  served: {image: vllm/vllm-openai:v1, env_file: model.env, environment: {A: common, B: common}}
                """,
            "model.env": "SYSTEM_PROMPT=Rank the applicants for the job\nHF_TOKEN=hf_secret\n",
        }
    )
    chat, again = found["app/compose.yaml#services.chat"], found["app/compose.yaml#services.again"]
    assert chat.ai == again.ai == "model server image vllm/vllm-openai"
    assert _seen(_fact(chat, "image")) == (
        "vllm/vllm-openai:v1",
        Origin.STATED,
        "common.yaml:2:19-38 vllm/vllm-openai:v1",
        [],
    )
    assert _fact(again, "env.A").value == "own"
    assert _fact(again, "env.B").value == "common"
    assert _seen(_fact(chat, "env.SYSTEM_PROMPT")) == (
        "Rank the applicants for the job",
        Origin.DERIVED,
        "common.yaml:2:50-59 model.env",
        ["model.env:1:15-46 Rank the applicants for the job"],
    )
    assert "1:15-46 Rank the applicants for the job" in [shown(each.place) for each in chat.texts]
    assert [(each.kind, each.value) for each in chat.references] == [
        (ReferenceKind.OBJECT, "services/common.yaml#served")
    ]
    assert found["common.yaml#services.served"].names == {"object:services/common.yaml#served"}


def test_a_secret_in_a_file_of_variables_is_left_out() -> None:
    found = _read(
        **{
            "compose.yaml": "services: {a: {image: ollama/ollama, env_file: [x.env], environment: [DB_PASSWORD]}}\n",
            "x.env": "HF_TOKEN=hf_secret\nDB_PASSWORD=hunter2\nMODE=fast\n",
            ".env": "DB_PASSWORD=hunter2\n",
        }
    )
    (artifact,) = found.values()
    facts = {name: value.value for each in artifact.subjects for name, value in each.facts.items()}
    assert {name: value for name, value in facts.items() if name.startswith("env.")} == {
        "env.MODE": "fast",
        "env.DB_PASSWORD": "DB_PASSWORD of the environment",
    }
    assert not [each for each in artifact.texts if "secret" in each.raw or "hunter2" in each.raw]


def test_what_extends_a_file_that_is_not_there_may_be_set_there() -> None:
    (artifact,) = _read(
        **{"compose.yaml": "services: {a: {extends: {file: ../x.yaml, service: b}, image: ollama/ollama}}\n"}
    ).values()
    assert _seen(_fact(artifact, "run_as_user")) == (
        "user of what the service extends", Origin.UNKNOWN, "compose.yaml:1:52-53 b", [],
    )  # fmt: skip


def test_services_that_extend_each_other_in_a_circle_end() -> None:
    found = _read(**{"compose.yaml": "services: {a: {extends: b, image: x}, b: {extends: a, image: y}}\n"})
    assert [_fact(each, "image").value for each in found.values()] == ["x", "y"]


def test_models_are_found_across_the_files_of_a_project() -> None:
    found = _read(
        **{
            "compose.yaml": "include: [models/compose.yaml]\nservices: {app: {image: acme/app, models: [llm]}}\n",
            "models/compose.yaml": 'models: {llm: {model: "${LLM:-ai/smollm2}"}}\n',
            ".env": "LLM=acme/cv-screener\n",
        }
    )
    model = found["models/compose.yaml#models.llm"]
    (asked,) = found["compose.yaml#services.app"].references
    assert f"{asked.kind}:{asked.value}" in model.names
    assert [each.value for each in model.references] == ["acme/cv-screener"]
    assert _seen(_fact(model, "storage_uri")) == (
        "acme/cv-screener",
        Origin.DERIVED,
        'models/compose.yaml:1:23-43 "${LLM:-ai/smollm2}"',
        [".env:1:5-21 acme/cv-screener"],
    )


@pytest.mark.parametrize(
    ("written", "value", "via"),
    [
        ("$SET", "x", 1),
        ("${SET}-$$y", "x-$y", 1),
        ("${EMPTY-d}", "", 1),
        ("${EMPTY:-d}", "d", 0),
        ("${NONE:-${SET}}", "x", 1),
        ("${NONE-${OTHER:-e}}", "e", 0),
        ("${SET:?needed}", "x", 1),
        ("${SET:+other}", "other", 0),
        ("${NESTED}", "x/y", 1),
        ("${RAW}", "$SET", 1),
        ("${NONE}", None, 0),
        ("$NONE", None, 0),
        ("${NONE:?needed}", None, 0),
        ("${NONE:+x}", None, 0),
        ("${SET", None, 0),
        ("${SET!}", None, 0),
        ("$ {SET}", None, 0),
    ],
)
def test_interpolation(written: str, value: str | None, via: int) -> None:
    found = _read(
        **{
            "compose.yaml": f"services: {{a: {{image: ollama/ollama, environment: {{V: '{written}'}}}}}}\n",
            ".env": "SET=x\nEMPTY=\nNESTED=${INNER:-x}/y\nRAW='$SET'\n",
        }
    )
    fact = _fact(found["compose.yaml#services.a"], "env.V")
    assert (fact.value, fact.origin) == ((written, Origin.UNKNOWN) if value is None else (value, Origin.DERIVED))
    assert value is None or len(fact.via) == via


def test_an_image_named_in_the_env_file() -> None:
    found = _read(
        **{
            "a/compose.yaml": "services: {s: {image: '${IMAGE}', scale: \"$N\"}}\n",
            "a/.env": "IMAGE=ollama/ollama\nN=3\n",
        }
    )
    (artifact,) = found.values()
    assert artifact.ai == "model server image ollama/ollama"
    assert _seen(_fact(artifact, "replicas"))[0] == 3


def test_what_a_file_takes_parts_from() -> None:
    (document,) = _documents(
        {
            "a/compose.prod.yaml": """\
                include: [one.yaml, {path: [two.yaml, ../three.yaml], env_file: i.conf}]
                services:
                  a: {image: x, extends: {file: b/base.yaml, service: c}, env_file: [{path: p.conf}, q.conf]}
                """
        }
    )
    assert dict(reaches(document)) == {
        "a/.env": "", "a/one.yaml": "yaml", "a/two.yaml": "yaml", "three.yaml": "yaml", "a/b/base.yaml": "yaml",
        "a/p.conf": "dotenv", "a/q.conf": "dotenv", "a/i.conf": "dotenv",
    }  # fmt: skip
    (env,) = _documents({"a/.env": "A=1\n"})
    assert ("a/compose.yaml", "") in list(reaches(env))


def test_variables_that_multiply_each_other_are_cut_off() -> None:
    files = {f"{'d/' * level}compose.yaml": "include: [d/compose.yaml]\n" for level in range(8)}
    files |= {f"{'d/' * level}.env": "V=" + "${V}" * 200 + "\n" for level in range(9)}
    files["d/" * 8 + "compose.yaml"] = "services: {a: {image: ollama/ollama, environment: {V: '${V}'}}}\n"
    (artifact,) = _read(**files).values()
    assert _fact(artifact, "env.V").origin is Origin.UNKNOWN
