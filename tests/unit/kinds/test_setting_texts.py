import pytest

from aiact_lint.kinds.setting_texts import setting_texts
from aiact_lint.subjects import Place, TextRole
from unit.make import document


def _role(name: str, written: object) -> TextRole | None:
    """The role of the value's text; the name's own text is checked on the way."""
    made = document("a: b\n")
    first, *rest = setting_texts(name, Place(made, ("a",), on_key=True), written, Place(made, ("a",)))
    assert (first.role, first.raw) == (TextRole.NAME, "a")
    return rest[0].role if rest else None


@pytest.mark.parametrize(
    ("name", "written", "role"),
    [
        ("SYSTEM_PROMPT", "Rank the applicants", TextRole.PROMPT),
        ("systemMessage", "System: you are a recruiter", TextRole.PROMPT),
        ("prompt.txt", "You rank the applicants", TextRole.PROMPT),
        ("PROMPT", "You are {persona} of the desk", TextRole.PROMPT),
        ("TASK", "emotion-recognition", TextRole.NAME),
        ("MODE", "auto_reject", TextRole.NAME),
        ("ABOUT", "Scores the applicants of the bank", TextRole.DESCRIPTION),
        ("about.md", "Scores the applicants of the bank", TextRole.DESCRIPTION),
        ("AUTO_REJECT", "true", None),
        ("PORT", "8080", None),
        ("URL", "https://example.org/a b c", None),
        ("CONFIG", '{"a": "b c d"}', None),
        ("config", "receivers:\n  otlp: a b c\n", None),
        ("main.go", "package main words here", None),
        ("TEMPLATE", "{{ .Values.about }} and more words", None),
        ("PROMPT_FILE", "/etc/prompt.txt", None),
        ("N", 3, None),
        ("N", None, None),
    ],
)
def test_what_a_setting_says(name: str, written: object, role: TextRole | None) -> None:
    assert _role(name, written) is role
