import pytest

from aiact_lint.kinds.command_line import models_in
from aiact_lint.kinds.cursor import Cursor
from unit.make import document
from unit.where import shown


def _models(args: str) -> list[tuple[str, str]]:
    at = Cursor.top(document(f"args: {args}\n")).at("args")
    parts = list(at.items()) or [at]
    return [(value, shown(place)) for value, place in models_in(parts)]


@pytest.mark.parametrize(
    ("args", "found"),
    [
        ("[--model, acme/cv]", [("acme/cv", "1:17-24 acme/cv")]),
        ("[--model=acme/cv]", [("acme/cv", "1:16-23 acme/cv")]),
        ("['--model_id=acme/cv']", [("acme/cv", "1:20-27 acme/cv")]),
        ("[--served-model-name, cv]", [("cv", "1:29-31 cv")]),
        ("[-hf, acme/cv]", [("acme/cv", "1:13-20 acme/cv")]),
        ("[vllm, serve, acme/cv]", [("acme/cv", "1:21-28 acme/cv")]),
        ("/usr/bin/vllm serve acme/cv --port 80", [("acme/cv", "1:27-34 acme/cv")]),
        ("ollama pull llama3 && ollama serve", [("llama3", "1:19-25 llama3")]),
        ("[--models, cv=cv.mar]", [("cv", "1:18-27 cv=cv.mar"), ("cv.mar", "1:18-27 cv=cv.mar")]),
    ],
)
def test_models_in_a_command(args: str, found: list[tuple[str, str]]) -> None:
    assert _models(args) == found


@pytest.mark.parametrize(
    "args",
    [
        "[--model]",
        "[--model, --port]",
        "[--model, $MODEL]",
        "[--model, '{{ .Values.model }}']",
        "[python, -m, vllm.entrypoints]",
        "[--max-model-len, '4096']",
        "[serve, acme/cv]",
        "[vllm, bench]",
        "[]",
        "{--model: x}",
    ],
)
def test_commands_that_name_none(args: str) -> None:
    assert _models(args) == []
