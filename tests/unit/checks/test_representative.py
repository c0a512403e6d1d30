import pytest

from unit.checks.look import findings

TEXT = "system: a\nrisk-class: high-risk\nprovider: {{name: Acme, country: {}}}\n"


@pytest.mark.parametrize(
    "country",
    [
        "AT",
        "at",
        "AUT",
        "Austria",
        "Österreich",
        "EL",
        "The Netherlands",
        "'NO'",
        "Liechtenstein",
        "MQ",
        "EU",
        "Freedonia",
    ],
)
def test_inside_or_not_known_to_be_outside(country: str) -> None:
    assert findings("AIA308", TEXT.format(country)) == []


@pytest.mark.parametrize("country", ["US", "USA", "U.S.A.", "United Kingdom", "GB", "CHE", "Türkiye", "south korea"])
def test_outside(country: str) -> None:
    ((message, place),) = findings("AIA308", TEXT.format(country))
    assert f"'{country}'" in message
    assert place == ("aiact.yaml", 3, 33, 33 + len(country))
