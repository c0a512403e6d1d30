import pytest

from aiact_lint.kinds.compose import KIND, read
from aiact_lint.parsers import yaml_
from aiact_lint.source import SourceFile
from aiact_lint.subjects import Artifact, Carrier, Origin, ReferenceKind, Subject, SubjectKind, TextRole
from unit.where import shown

_FILE = b"""\
models:
  llm: {model: ai/smollm2}
services:
  chat:
    image: vllm/vllm-openai:v1
    command: --model acme/cv-screener --port 8000
    environment:
      - SYSTEM_PROMPT=Rank the applicants for the job
      - HF_TOKEN
      - TAG=${TAG:-x}
    labels:
      - "ai-act.acme.eu/risk-class=high"
      - aiact.annex-iii=recruitment, 4(b)
    models: [llm]
  web:
    build: .
    scale: 2
    environment: {A: 1, B: true, C: "${D}", PRICE: $$5}
  smol:
    provider: {type: model, options: {model: ai/smollm2}}
"""


def _read(text: bytes = _FILE, path: str = "compose.yaml") -> dict[str, Artifact]:
    (document,) = yaml_.parse(SourceFile(path, text)).documents
    assert KIND.wants(document)
    return {each.anchor: each for each in read([document])}


def _container(artifact: Artifact) -> Subject:
    (found,) = [each for each in artifact.subjects if each.kind is SubjectKind.CONTAINER]
    return found


def test_which_services_are_ai() -> None:
    assert {anchor: each.ai for anchor, each in _read().items()} == {
        "services.chat": "model server image vllm/vllm-openai",
        "services.web": None,
        "services.smol": "Compose model provider",
        "models.llm": "Compose model",
    }


def test_a_service() -> None:
    chat = _read()["services.chat"]
    assert (chat.kind, chat.name, shown(chat.place)) == ("compose", "chat", "4:3-7 chat")
    assert [(each.key, each.value.value, shown(each.value.place)) for each in chat.statements] == [
        ("risk-class", "high-risk", "12:36-40 high"),
        ("annex-iii", ("III.4.a", "III.4.b"), "13:25-42 recruitment, 4(b)"),
    ]
    assert [shown(each) for each in chat.statements[1].value.via] == ["13:25-36 recruitment", "13:38-42 4(b)"]
    assert {each.carrier for each in chat.statements} == {Carrier.MANIFEST}
    assert [(each.kind, each.value, shown(each.place)) for each in chat.references] == [
        (ReferenceKind.MODEL, "acme/cv-screener", "6:22-38 acme/cv-screener"),
        (ReferenceKind.OBJECT, "models/compose.yaml#llm", "14:14-17 llm"),
    ]
    texts = [(each.role, shown(each.place)) for each in chat.texts]
    assert (TextRole.PROMPT, "8:23-54 Rank the applicants for the job") in texts


def test_the_facts_have_the_names_they_have_in_kubernetes() -> None:
    facts = _container(_read()["services.chat"]).facts
    assert {name: (value.value, value.origin, shown(value.place)) for name, value in facts.items()} == {
        "image": ("vllm/vllm-openai:v1", Origin.STATED, "5:12-31 vllm/vllm-openai:v1"),
        "args": (
            ("--model acme/cv-screener --port 8000",),
            Origin.STATED,
            "6:14-50 --model acme/cv-screener --port 8000",
        ),
        "env.SYSTEM_PROMPT": (
            "Rank the applicants for the job",
            Origin.STATED,
            "8:23-54 Rank the applicants for the job",
        ),
        "env.HF_TOKEN": ("HF_TOKEN of the environment", Origin.UNKNOWN, "9:9-17 HF_TOKEN"),
        "env.TAG": ("x", Origin.DERIVED, "10:13-22 ${TAG:-x}"),
    }
    web = _read()["services.web"]
    assert {name: (value.value, value.origin) for name, value in _container(web).facts.items()} == {
        "env.A": ("1", Origin.STATED),
        "env.B": ("true", Origin.STATED),
        "env.C": ("${D}", Origin.UNKNOWN),
        "env.PRICE": ("$5", Origin.DERIVED),
    }
    assert web.subjects[0].facts["replicas"].value == 2


def test_a_model_is_found_by_the_services_of_its_file_only() -> None:
    model = _read(path="a/compose.yaml")["models.llm"]
    assert model.names == {"object:models/a/compose.yaml#llm"}
    assert [(each.kind, each.value) for each in model.references] == [(ReferenceKind.MODEL, "ai/smollm2")]
    assert model.subjects[0].facts["storage_uri"].value == "ai/smollm2"


@pytest.mark.parametrize(
    ("path", "text", "wanted"),
    [
        ("docker-compose.prod.yml", "services: {}\n", True),
        ("compose.yaml", "models: {a: {model: b}}\n", True),
        ("compose.yaml", "a: 1\n", False),
        ("stack.yaml", "services: {a: {image: b}}\n", True),
        ("stack.yaml", "services: {a: {build: .}}\n", True),
        ("stack.yaml", "services: {a: {port: 1}}\n", False),
        ("stack.yaml", "services: [a]\n", False),
        ("stack.yaml", "models: {a: {model: b}}\n", False),
        ("stack.yaml", "apiVersion: v1\nservices: {a: {image: b}}\n", False),
    ],
)
def test_which_documents_are_compose_files(path: str, text: str, wanted: bool) -> None:
    (document,) = yaml_.parse(SourceFile(path, text.encode())).documents
    assert KIND.wants(document) is wanted


def test_what_evidence_can_name() -> None:
    assert KIND.anchors is not None
    (document,) = yaml_.parse(SourceFile("compose.yaml", _FILE)).documents
    assert {name: shown(place) for name, place in KIND.anchors(document).items()} == {
        "services.chat": "4:3-7 chat",
        "services.web": "15:3-6 web",
        "services.smol": "19:3-7 smol",
        "models.llm": "2:3-6 llm",
    }
