from datetime import date

import pytest

from unit.checks.look import findings, messages, report

HIGH = "system: a\nrisk-class: high-risk\n"
CERTIFIED = HIGH + "annex-iii: [III.1.a]\nconformity: {route: annex-vii, notified-body: 1, certificate: x, "


@pytest.mark.parametrize(
    "text",
    [
        "annex-iii: [III.2]\nconformity: {route: annex-vi}\n",
        "annex-iii: [III.8.b, III.3.a]\nconformity: {route: internal control}\n",
        "annex-iii: [III.1.c]\nconformity: {route: notified body, notified-body: NB 1}\n",
        "annex-i: [medical-devices, machinery]\nconformity: {route: sectoral}\n",
        "conformity: {route: sectoral}\n",
        "conformity: assessed\n",
        "conformity: false\n",
        "annex-iii: [III.1.a]\n",
    ],
)
def test_the_route_fits_or_is_not_asked_for(text: str) -> None:
    assert messages("AIA307", HIGH + text) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("annex-iii: [III.1.b]\nconformity: {route: annex-vi}\n", "uses of Annex III point 1 need a notified body"),
        ("annex-iii: [III.4.a]\nconformity: {route: annex-vii}\n", "uses of Annex III points 2 to 8 follow internal"),
        ("annex-iii: [III.1.a]\nannex-i: [toys]\nconformity: {route: annex-vii}\n", "products of Annex I Section A"),
        ("annex-iii: [III.1.a]\nannex-i: [rail]\nconformity: {route: sectoral}\n", "point 1 need a notified body"),
        ("annex-iii: [III.1.a]\nconformity: {route: annex-vii}\n", "do not name the notified body"),
        ("conformity: {standards: [EN 1]}\n", "do not name the route"),
    ],
)
def test_the_route_does_not_fit(text: str, says: str) -> None:
    (message,) = messages("AIA307", HIGH + text)
    assert says in message


def test_the_mark_is_on_the_route_and_the_use_is_related() -> None:
    text = HIGH + "annex-iii: [III.1.a]\nconformity:\n  route: annex-vi\n"
    (found,) = report("AIA307", text).findings
    assert (found.location.region.line, found.location.region.column, found.location.region.end_column) == (5, 10, 18)
    assert [(each.region.line, each.message) for each in found.related] == [(3, "the use is declared here")]


def test_a_notified_body_without_need_is_a_warning_only() -> None:
    text = HIGH + "annex-iii: [recruitment]\nconformity: {route: annex-vii, notified-body: 1}\n"
    assert [str(each.level) for each in report("AIA307", text).findings] == ["warning"]


@pytest.mark.parametrize(("day", "count"), [(date(2031, 12, 31), 0), (date(2032, 1, 1), 0), (date(2032, 1, 2), 1)])
def test_a_certificate_runs_out_after_its_last_day(day: date, count: int) -> None:
    assert len(findings("AIA310", CERTIFIED + "valid-until: 2032-01-01}\n", day)) == count


@pytest.mark.parametrize(
    ("issued", "until", "annex", "count"),
    [
        ("2029-06-01", "2033-06-01", "annex-iii: [III.1.a]", 0),
        ("2029-06-01", "2033-06-02", "annex-iii: [III.1.a]", 1),
        ("2029-06-01", "2034-06-01", "annex-i: [toys]", 0),
        ("2029-06-01", "2034-06-02", "annex-i: [toys]", 1),
        ("2028-02-29", "2032-02-29", "annex-iii: [III.1.a]", 0),
        ("2028-02-29", "2033-03-01", "annex-i: [toys]", 0),
        ("in summer", "2040-01-01", "annex-i: [toys]", 0),
    ],
)
def test_a_certificate_lasts_four_or_five_years(issued: str, until: str, annex: str, count: int) -> None:
    text = f"{HIGH}{annex}\nconformity: {{certificate: x, issued-on: {issued}, valid-until: {until}}}\n"
    assert len(messages("AIA310", text)) == count
