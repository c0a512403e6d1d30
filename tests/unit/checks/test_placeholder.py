import pytest

from aiact_lint.checks.placeholder import is_placeholder


@pytest.mark.parametrize(
    "text",
    [
        "TBD",
        "tbd.",
        "TODO: register",
        "xxx",
        "XXXX",
        "pending",
        "n/a",
        "NA",
        "-",
        "--",
        "...",
        "…",
        "?",
        "<reference>",
        "[your reference]",
        "{{ reference }}",
        "to be determined",
        "To be confirmed by legal",
        "your-reference-here",
        "https://…",
        "https://example.com/entry",
        "https://",
        "000",
        "",
        "  ",
        "changeme",
        "Insert number",
        "folgt",
    ],
)
def test_holds_a_place(text: str) -> None:
    assert is_placeholder(text)


@pytest.mark.parametrize(
    "text",
    [
        "cv-screener-eu-2",
        "EUDB-2027-000123",
        "https://eu-database.europa.eu/entry/42",
        "https://registry.acme.eu/todo-app",
        "Pending Solutions CV Screener 2",
        "42",
        "xylophone",
        "none of the entries but 7",
        "x" * 400 + "TBD",
        "Laterna",
    ],
)
def test_is_a_value(text: str) -> None:
    assert not is_placeholder(text)
