import pytest

from unit.checks.look import findings, messages

CARD = "---\nlicense: mit\npipeline_tag: text-classification\neu_ai_act: {risk-class: minimal}\n---\n# A\n\n"


def _card(text: str) -> dict[str, str]:
    return {"README.md": CARD + text + "\n"}


@pytest.mark.parametrize(
    "text",
    [
        "Bias tests on special categories rest on Article 10(5).",
        "Sensitive data is used for bias work (Art. 10 (5) AI Act).",
        "High-risk requirements apply on August 2, 2026.",
        "We comply with the high-risk rules by 2026-08-02.",
        "Deepfakes are prohibited by Article 5(1)(j).",
        "The chatbot is disclosed as Article 52 of the AI Act requires.",
        "The EUID is the number in the EU database.",
        "ISO/IEC 42001:2023 is a harmonised standard.",
        "Certification to ISO/IEC 42001 means that conformity is presumed.",
    ],
)
def test_an_outdated_citation(text: str) -> None:
    assert len(messages("AIA007", _card(text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Article 10(5) MDR asks for documents on special categories of devices.",
        "See Article 10(5).",
        "Bias tests rest on Art 4a, which replaced Art 10(5).",
        "The high-risk duties were postponed from August 2026.",
        "High-risk duties do not apply from 2 August 2026.",
        "High-risk duties apply from 2 December 2027 instead of August 2026.",
        "Transparency obligations apply from 2 August 2026, also to high-risk systems.",
        "The high-risk model was trained in August 2026.",
        "Required by the high-risk team. The release came in August 2026.",
        "GDPR Art 5(1)(i) is not an article. Deepfakes are prohibited.",
        "Article 52 of the DSA asks for transparency, the AI Act for more.",
        "Models with systemic risk are notified under Article 52 of the AI Act, with a transparency report.",
        "The EUID of the company is in the business register.",
        "ISO/IEC 42001 gives no presumption of conformity.",
        "Harmonised standards give a presumption of conformity.",
        "`High-risk duties apply from August 2026`".replace("`", "```\n", 1).replace("`", "\n```", 1),
    ],
)
def test_no_outdated_citation(text: str) -> None:
    assert messages("AIA007", _card(text)) == []


def test_the_mark_is_on_the_citation() -> None:
    text = "Fine.\n\nSensitive data\nfor bias work: Article\n10(5) of the AI Act."
    ((message, place),) = findings("AIA007", _card(text))
    assert "'Article 10(5)'" in message
    assert place[:3] == ("README.md", 11, 16)


def test_the_days_come_from_the_law() -> None:
    (message,) = messages("AIA007", _card("High-risk duties apply from August 2026."))
    assert "2027-12-02" in message
    assert "2028-08-02" in message


def test_a_section_on_changes_is_silent() -> None:
    assert messages("AIA007", _card("## Changelog\n\nHigh-risk duties apply from August 2026.")) == []


def test_a_document_named_twice_is_read_once() -> None:
    files = {
        "aiact.yaml": "system: a\nrisk-class: high-risk\nevidence: [docs/a.md, docs/a.md#dates]\n",
        "docs/a.md": "# A\n\n## Dates\n\nHigh-risk duties apply from August 2026.\n",
    }
    assert [place[:2] for _, place in findings("AIA007", files)] == [("docs/a.md", 5)]
