import pytest

from unit.checks.look import findings, messages

DECLARED = "system: a\nrisk-class: high-risk\noversight: {{{}: {{evidence: 'm.yaml#ConfigMap/c'}}}}\n"
CONFIG_MAP = "apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: c}}\ndata: {{{}}}\n"


def _say(measure: str, data: str) -> list[str]:
    return messages("AIA405", {"aiact.yaml": DECLARED.format(measure), "m.yaml": CONFIG_MAP.format(data)})


@pytest.mark.parametrize(
    ("measure", "data"),
    [
        ("stop-function", "ranking-enabled: maybe"),
        ("stop-function", "rankingEnabled: x"),
        ("stop-function", "RANKING: 'off'"),
        ("stop-function", "scoring.kill-switch: x"),
        ("stop-function", "fallback: queue"),
        ("stop-function", "MODE: manual"),
        ("confidence-threshold", "min-score: '0.8'"),
        ("confidence-threshold", "CONFIDENCE: high"),
        ("two-person-verification", "required_approvals: '2'"),
        ("override", "greeting: hello"),  # no setting shows that a person may disagree
    ],
)
def test_the_object_shows_the_measure(measure: str, data: str) -> None:
    assert _say(measure, data) == []


@pytest.mark.parametrize(
    ("measure", "data"),
    [
        ("stop-function", "greeting: hello"),
        ("stop-function", "MODEL: a"),
        ("stop-function", "STOP_TOKENS: x"),
        ("stop-function", "model-weights: s3"),
        ("confidence-threshold", "workers: '2'"),
        ("two-person-verification", "enabled: 'true'"),
    ],
)
def test_the_object_shows_nothing_of_the_kind(measure: str, data: str) -> None:
    (message,) = _say(measure, data)
    assert message.startswith(f"'ConfigMap/c' is named as evidence of the {measure.replace('-', ' ')}, but shows no ")


def test_the_mark_is_on_the_evidence() -> None:
    files = {"aiact.yaml": DECLARED.format("stop-function"), "m.yaml": CONFIG_MAP.format("a: b")}
    assert [place for _, place in findings("AIA405", files)] == [("aiact.yaml", 3, 39, 59)]
