import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unit.checks.look import findings, messages

_DECLARED = "system: a\nrisk-class: high-risk\nincidents: {procedure: docs/incidents.md}\n"


def _with(text: str) -> dict[str, str]:
    return {"aiact.yaml": _DECLARED, "docs/incidents.md": f"# Incidents\n\n{text}\n"}


@pytest.mark.parametrize(
    "text",
    [
        "Fifteen days in general, ten days after a death, two days for critical infrastructure.",
        "- Death: 10 days\n- Critical infrastructure: 2 calendar days\n- Widespread infringement: 48 hours",
        "| death of a person | 10 days |\n| critical infrastructure | 2 days |",
        "Serious incidents are reported within 15 days.",
        "We keep the report of a serious incident for 365 days.",
        "A review takes place 30 days after the report of a serious incident.",
        "A death is passed on to the board within 24 hours.",
        "Death or disruption of critical infrastructure: 10 days.",  # two cases: which is meant is not said
        "Backups of our critical infrastructure are made daily.",
    ],
)
def test_right_limits_and_other_numbers(text: str) -> None:
    assert messages("AIA727", _with(text)) == []


@pytest.mark.parametrize(
    ("text", "marked", "article"),
    [
        ("After a death we report within 15 days.", "15 days", "Art 73(4)"),
        ("Critical infrastructure: ten (10) days.", "ten (10) days", "Art 73(3)"),
        ("Death: 2 days; critical infrastructure: 2 days.", "2 days", "Art 73(4)"),
        ("Critical\ninfrastructure is reported in 72 hours.", "72 hours", "Art 73(3)"),
        ("Serious incidents are reported within thirty days.", "thirty days", "Art 73(2)"),
        ("Bei einem Todesfall melden wir nach 15 Tagen.", "15 Tagen", "Art 73(4)"),
    ],
)
def test_wrong_limits_are_marked_on_the_duration(text: str, marked: str, article: str) -> None:
    ((message, (path, line, column, end)),) = findings("AIA727", _with(text))
    assert path == "docs/incidents.md"
    assert article in message
    assert f"# Incidents\n\n{text}".splitlines()[line - 1][column - 1 : end - 1] == marked


def test_only_the_named_section_is_read() -> None:
    files = _with("## Reports\n\nDeath: 10 days.\n\n## Drills\n\nDeath: 20 days.")
    assert len(messages("AIA727", files)) == 1
    files["aiact.yaml"] = _DECLARED.replace("incidents.md", "incidents.md#reports")
    assert messages("AIA727", files) == []


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet="death criticalnfrusy2051 days.,;|\n-#(", max_size=120))
def test_never_raises(text: str) -> None:
    for _, (path, *_rest) in findings("AIA727", _with(text)):
        assert path == "docs/incidents.md"


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("To the authority: 15 days; after a death 12 days; critical infrastructure 2 days.", []),
        ("To the authority: 15 days. After a death 12 days.", ["2 days for a widespread infringement"]),
        ("To the authority. Death: 2 days; critical infrastructure: 2 days.", ["15 days in general"]),
        ("Serious incidents are reported to the authority within 30 days. Death: 10 days. Less: 2 days.", []),
        ("To the authority: 15 days. Critical infrastructure: 72 hours. Ten days after a death.", []),
    ],
)
def test_a_wrong_limit_is_not_missing_too(text: str, missing: list[str]) -> None:
    assert len(messages("AIA727", _with(text))) == 1
    told = [each.partition("does not name: ")[2].split("; ") for each in messages("AIA728", _with(text))]
    assert [len(each) for each in told] == [1] * len(missing)
    assert all(each[0].startswith(title) for each, title in zip(told, missing, strict=True))


def test_without_a_wrong_limit_all_that_is_missing_is_told() -> None:
    (message,) = messages("AIA728", _with("Reported after 9 days."))
    assert message.count(";") == 3
