"""Messages of SARIF results: arguments won back, quotes, links, and text that only looks like links."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiact_lint.reporters.sarif.messages import Template, note, result_message
from unit.reporters.report_maker import DECLARATION, LOGS, location

LOG_TEMPLATE = Template.of("Logs are kept for {retention_days} days; six months can be 184 days.")


@pytest.mark.parametrize(
    ("template", "message", "arguments"),
    [
        ("kept for {days} days", "kept for 30 days", ("30",)),
        ("{a} and {b}", "x and y", ("x", "y")),
        ("{a} and {b}", "x and y and z", ("x", "y and z")),
        ("{a}{b}", "xy", ("", "xy")),
        ("'{name}' is unknown", "'cv' is unknown", ("cv",)),
        ("{oversight.stop-function}", "", ("",)),
        ("kept for {days} days", "kept for 30 weeks", None),
        ("kept {a} of {b} days", "kept 30 days", None),
        ("ab{x}ba", "aba", None),  # the two literals may not share a letter
        ("no placeholder", "no placeholder", None),
    ],
)
def test_arguments(template: str, message: str, arguments: tuple[str, ...] | None) -> None:
    assert Template.of(template).arguments(message) == arguments


@given(st.lists(st.text("ab ", max_size=4), min_size=2, max_size=5), st.text("ab ", max_size=20))
def test_literals_and_arguments_put_together_are_the_message(literals: list[str], message: str) -> None:
    arguments = Template(tuple(literals)).arguments(message)
    if arguments is not None:
        pairs = zip(literals, [*arguments, ""], strict=True)
        assert "".join(literal + argument for literal, argument in pairs) == message


@given(st.lists(st.text("ab ", max_size=4), min_size=2, max_size=5), st.data())
def test_a_filled_template_is_recognised(literals: list[str], data: st.DataObject) -> None:
    values = [data.draw(st.text("xy ", max_size=4)) for _ in literals[1:]]
    message = "".join(literal + value for literal, value in zip(literals, [*values, ""], strict=True))
    assert Template(tuple(literals)).arguments(message) is not None


@pytest.mark.parametrize(
    ("template", "filled"),
    [
        ("kept for {days} days", "kept for 'X' days."),
        ("'{name}' is unknown.", "'X' is unknown."),
        ('says "{words}".', "says 'X'."),
        ("set `{key}` here", "set 'X' here."),
        ("the system's {key} here", "the system's 'X' here."),
    ],
)
def test_dynamic_parts_stand_in_single_quotes(template: str, filled: str) -> None:
    assert Template.of(template).fill(["X"]) == filled


def test_message_strings() -> None:
    assert {key: each.text for key, each in Template.of("at {a}: {{b}").strings().items()} == {
        "default": "at '{0}': {{'{1}'.",
        "default-upcoming": "at '{0}': {{'{1}'. Applies from '{2}', in '{3}' days.",
        "other": "'{0}'.",
        "other-upcoming": "'{0}'. Applies from '{1}', in '{2}' days.",
    }
    assert list(Template.of("Nothing dynamic.").strings()) == ["other", "other-upcoming"]


def test_message_of_a_template() -> None:
    made = result_message("Logs are kept for 30 days; six months can be 184 days.", LOG_TEMPLATE, ())
    assert (made.id, made.arguments) == ("default", ["30"])
    assert made.text == "Logs are kept for '30' days; six months can be 184 days."


def test_message_with_the_day_from_which_it_applies() -> None:
    message = "Logs are kept for 30 days; six months can be 184 days. Applies from 2027-12-02, in 373 days."
    made = result_message(message, LOG_TEMPLATE, ())
    assert (made.id, made.arguments) == ("default-upcoming", ["30", "2027-12-02", "373"])
    assert made.text == (
        "Logs are kept for '30' days; six months can be 184 days. Applies from '2027-12-02', in '373' days."
    )
    other = result_message("Something else. Applies from 2027-12-02, in 1 days.", LOG_TEMPLATE, ())
    assert (other.id, other.arguments) == ("other-upcoming", ["Something else.", "2027-12-02", "1"])
    assert other.text == "Something else. Applies from '2027-12-02', in '1' days."


def test_message_that_is_not_the_templates() -> None:
    made = result_message("Something else", LOG_TEMPLATE, ())
    assert (made.id, made.arguments, made.text) == ("other", ["Something else."], "Something else.")


def test_message_of_an_unknown_rule_is_text_only() -> None:
    made = result_message("Something", None, ())
    assert (made.id, made.arguments, made.text) == (None, None, "Something.")


def test_links_to_related_places() -> None:
    related = (location(DECLARATION, "365", "'365' is [declared] here."), location(LOGS, "name"))
    made = result_message("Something.", LOG_TEMPLATE, related)
    assert made.text == "Something. See ['365' is \\[declared\\] here](1), [infra/logs.tf:2](2)."
    assert made.arguments == ["Something."]


def test_ten_links_at_most() -> None:
    made = result_message("Something.", LOG_TEMPLATE, [location(LOGS, "name")] * 12)
    assert made.text.count("](") == 10


@pytest.mark.parametrize("dynamic", ["{{ .Values.days }}", "${var.days}"])
def test_text_with_braces_goes_without_arguments(dynamic: str) -> None:
    made = result_message(f"Logs are kept for {dynamic} days; six months can be 184 days.", LOG_TEMPLATE, ())
    assert made.text == f"Logs are kept for '{dynamic}' days; six months can be 184 days."
    assert (made.id, made.arguments) == (None, None)


def test_text_from_files_makes_no_links_and_no_control_characters() -> None:
    message = "Logs are kept for [free](http://evil.example)\x1b[2J\n days; six months can be 184 days."
    made = result_message(message, LOG_TEMPLATE, ())
    harmless = "\\[free\\](http://evil.example)\\\\x1b\\[2J\\\\n"
    assert made.arguments == [harmless]
    assert made.text == f"Logs are kept for '{harmless}' days; six months can be 184 days."


def test_brackets_that_make_no_link_stay_as_they_are() -> None:
    assert note("a[0] of (b)").text == "a[0] of (b)."


def test_links_do_not_break_out_of_their_text() -> None:
    related = (location(LOGS, "name", "x](http://evil.example)\\"),)
    made = result_message("Something.", LOG_TEMPLATE, related)
    assert made.text == "Something. See [x\\](http://evil.example)\\\\](1)."


def test_long_values_are_cut() -> None:
    made = result_message(f"Logs are kept for {'9' * 5000} days; six months can be 184 days.", LOG_TEMPLATE, ())
    assert made.arguments == ["9" * 997 + "..."]
