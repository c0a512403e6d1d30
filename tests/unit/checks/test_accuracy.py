import pytest

from unit.checks.look import findings, messages

_TOP = "system: a\nrisk-class: high-risk\n"


def _card(body: str, front: str = "") -> dict[str, str]:
    return {"README.md": f"---\npipeline_tag: x\n{front}eu_ai_act: {{risk-class: high-risk}}\n---\n# A\n\n{body}\n"}


@pytest.mark.parametrize(
    "body",
    [
        "## Results\n\nF1 is 0.91.",
        "## Metrics\n\n| F1 |\n| --- |\n| 91 % |",
        "## Evaluation\n\n### By language\n\n- English: 0,91",
    ],
)
def test_figures_below_a_heading_on_results(body: str) -> None:
    assert messages("AIA706", _card(body)) == []


@pytest.mark.parametrize(
    "body",
    [
        "## Training\n\nLearning rate 0.01.",
        "## Results\n\nGood.\n\n## Training\n\nLearning rate 0.01.",
        "## Results\n\nSee version 2.",
    ],
)
def test_figures_about_something_else(body: str) -> None:
    assert len(messages("AIA706", _card(body))) == 1


def test_model_index_counts_with_numbers_only() -> None:
    front = "model-index: [{{name: a, results: [{{metrics: [{{type: f1, value: {}}}]}}]}}]\n"
    assert messages("AIA706", _card("", front.format(0.9))) == []
    assert len(messages("AIA706", _card("", front.format("high")))) == 1


@pytest.mark.parametrize(
    ("metric", "short"),
    [
        ("{name: f1, value: 0.84, threshold: 0.88}", True),
        ("{name: Recall@10, value: 0.88, threshold: '>= 0.88'}", False),
        ("{name: false positive rate, value: 0.05, threshold: 0.02}", True),
        ("{name: accuracy gap, value: 0.01, threshold: 0.02}", False),
        ("{name: accuracy, value: 91 %, threshold: 0.95}", False),  # a percentage against a fraction
        ("{name: accuracy, value: 91 %, threshold: 95 %}", True),
        ("{name: score, value: 1, threshold: 2}", False),  # which way is better is not said
        ("{name: accuracy, value: high, threshold: 0.9}", False),
        ("{name: accuracy, value: 0.8}", False),
    ],
)
def test_a_value_against_its_threshold(metric: str, short: bool) -> None:
    assert bool(messages("AIA705", f"{_TOP}accuracy:\n  metrics:\n    - {metric}\n")) is short


def test_the_value_is_marked() -> None:
    text = f"{_TOP}accuracy:\n  metrics:\n    - {{name: f1, value: 0.84, threshold: 0.88}}\n"
    ((_, where),) = findings("AIA705", text)
    assert where == ("aiact.yaml", 5, 25, 29)
