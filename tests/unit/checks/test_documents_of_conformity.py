import pytest

from unit.checks.look import messages, report

DECLARED = "system: cv-screener\nrisk-class: high-risk\n{}conformity: {{declaration: d.md}}\n"
COMPLETE = (
    "# EU declaration of conformity\n\nCV Screener, version 2.1. Sole responsibility of the provider Acme GmbH.\n"
    "In conformity with Regulation (EU) 2024/1689. Signed on 2028-03-03, Linz.\n"
)


def _say(document: str, more: str = "") -> list[str]:
    return messages("AIA309", {"aiact.yaml": DECLARED.format(more), "d.md": document})


@pytest.mark.parametrize(
    "more",
    ["", "name: CV  Screener\n", "provider: {name: acme gmbh}\n", "model-version: v2.1.0\n", "model-version: 2\n"],
)
def test_a_complete_declaration(more: str) -> None:
    assert _say(COMPLETE, more) == []


@pytest.mark.parametrize(
    ("without", "says"),
    [
        ("Sole responsibility of the provider", "sole responsibility"),
        ("Regulation (EU) 2024/1689", "Regulation (EU) 2024/1689"),
        (" on 2028-03-03", "the date"),
        ("Signed", "who signed it"),
        ("CV Screener", "the name of the system, 'cv-screener'"),
    ],
)
def test_what_is_missing_is_named(without: str, says: str) -> None:
    (message,) = _say(COMPLETE.replace(without, "…"))
    assert says in message
    assert message.count("(point") + message.count("version '") == 1


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ("provider: {name: Acme SE}\n", "the provider 'Acme SE'"),
        ("model-version: 3.0\n", "version '3.0' (it names 2.1)"),
        ("model-version: 2.11\n", "version '2.11' (it names 2.1)"),
    ],
)
def test_names_and_version_are_compared(more: str, says: str) -> None:
    (message,) = _say(COMPLETE, more)
    assert says in message


@pytest.mark.parametrize(
    ("days", "count"), [("3653", 0), ("3652", 1), ("3650", 1), ("0", 0), ("36530", 0), ("365.5", 1)]
)
def test_ten_years_have_3653_days(days: str, count: int) -> None:
    text = f"system: a\nrisk-class: high-risk\ndocumentation: {{retention-days: {days}}}\n"
    assert len(messages("AIA504", text)) == count


@pytest.mark.parametrize(
    ("setting", "count"), [("years = 10", 0), ("years = 9", 1), ("days = 3653", 0), ("days = 3650", 1)]
)
def test_an_object_lock_is_read_in_days_or_years(setting: str, count: int) -> None:
    lock = (
        'resource "aws_s3_bucket_object_lock_configuration" "d" {\n  bucket = "d"\n  rule {\n'
        f'    default_retention {{\n      mode = "COMPLIANCE"\n      {setting}\n    }}\n  }}\n}}\n'
    )
    declared = (
        "system: a\nrisk-class: high-risk\n"
        "documentation: {evidence: 'd.tf#aws_s3_bucket_object_lock_configuration.d'}\n"
    )
    found = report("AIA504", {"aiact.yaml": declared, "d.tf": lock}).findings
    assert [(each.location.path, each.location.region.line) for each in found] == [("d.tf", 6)] * count


FACES = "system: a\nrisk-class: high-risk\nannex-iii: [III.1.a]\n"


@pytest.mark.parametrize(
    ("events", "missing"),
    [
        ("[use-start, reference-database, matched-input, verified-by]", []),
        ("[session, gallery, hits, reviewers]", []),
        ("[use-start, reference-database, matched-input]", ["the people who verified the result is logged"]),
        (
            "[request]",
            ["start and end of each use, the reference database, the input that led to a match and the people"],
        ),
    ],
)
def test_the_four_things_of_article_12_3(events: str, missing: list[str]) -> None:
    found = messages("AIA506", f"{FACES}logging: {{events: {events}}}\n")
    assert len(found) == len(missing)
    assert all(part in message for part, message in zip(missing, found, strict=True))
