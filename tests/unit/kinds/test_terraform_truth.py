"""Our answers against those of the real Terraform: recorded ones everywhere, live ones where the program is installed."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from unit.kinds.terraform_truth import console

ASKED = console.expressions()
TRUTHS = console.answers()
NOT_KNOWN_TO_US = {
    'regex("(a", "a")',  # whether a pattern is one at all is not ours to say
    'regex("^(a|b)+$", "abab")',  # nor how long Python would take
    'regex("[[:alpha:]]+", "1ab2")',
    'regexall("a*", "baac")',  # Python and Go differ in empty matches
    'replace("aaa", "/a*?/", "x")',
    'jsondecode("1e400")',
    "pow(0, -1)",
    "1.1 * 3",  # the last of 154 digits
    'format("%v", var.nothing)',
    'element(["a", "b", "c"], -2)',  # newer versions count from the end
    'try(terraform_data.one.output.x, "fallback")',  # needs the types of a provider's attributes
    "can(terraform_data.one.output.x)",
    'file("files/none.txt")',  # what is not in the repository may be there when Terraform runs
    'templatefile("files/list.tftpl", { port = 80 })',
    'templatefile("files/json.tftpl", null)',
}


@pytest.fixture(scope="module")
def terraform() -> str:
    program = console.terraform()
    if program is None:
        pytest.skip("no terraform here to ask; the recorded answers are tested all the same")
    return program


def test_every_expression_has_an_answer() -> None:
    assert list(TRUTHS) == ASKED
    assert len(ASKED) >= 300


@pytest.mark.parametrize(("expression", "said"), list(zip(ASKED, console.ours(ASKED), strict=True)))
def test_we_say_what_terraform_said(expression: str, said: str) -> None:
    expected = console.UNKNOWN if expression in NOT_KNOWN_TO_US else TRUTHS[expression]
    assert said == expected


def test_the_recorded_answers_are_those_of_terraform(terraform: str) -> None:
    assert dict(zip(ASKED, console.ask(terraform, ASKED), strict=True)) == TRUTHS


words = st.text(alphabet="ab-_ 1$/\n", max_size=6)
numbers = st.one_of(st.integers(-1000, 1000), st.sampled_from((0.5, 1.25, 1e6, -0.125, 2**40)))


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("${", "$${") + '"'


literals = st.one_of(
    words.map(_quoted),
    numbers.map(lambda number: str(number) if number >= 0 else f"({number})"),
    st.sampled_from(("true", "false", "null", "var.tags", "var.names", "var.zones", "local.object", "local.people")),
)
UNARY = (
    "tostring",
    "tonumber",
    "tobool",
    "toset",
    "tolist",
    "tomap",
    "length",
    "keys",
    "values",
    "upper",
    "jsonencode",
)
MORE = ("reverse", "distinct", "flatten", "compact", "sort", "sum", "abs", "ceil", "floor", "trimspace", "title", "can")
BINARY = ("+", "-", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "&&", "||")
PAIRS = (
    "merge",
    "concat",
    "contains",
    "coalesce",
    "setunion",
    "setintersection",
    "setsubtract",
    "max",
    "try",
    "zipmap",
)
TEXTS = ("trimprefix", "trimsuffix", "trim", "split", "join", "startswith", "formatlist", "format", "index", "element")


def _compound(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.lists(st.tuples(st.sampled_from("abc"), inner), max_size=3, unique_by=lambda pair: pair[0]).map(
            lambda pairs: "{" + ", ".join(f"{key} = {value}" for key, value in pairs) + "}"
        ),
        st.tuples(st.sampled_from(UNARY + MORE), inner).map(lambda each: f"{each[0]}({each[1]})"),
        st.tuples(st.sampled_from(PAIRS + TEXTS), inner, inner).map(lambda each: f"{each[0]}({each[1]}, {each[2]})"),
        st.tuples(inner, st.sampled_from(BINARY), inner).map(lambda each: f"({each[0]} {each[1]} {each[2]})"),
        st.tuples(inner, inner, inner).map(lambda each: f"({each[0]} ? {each[1]} : {each[2]})"),
        st.tuples(inner, inner).map(lambda each: f"[for k, v in {each[0]} : [k, v, {each[1]}]]"),
        st.tuples(inner, inner).map(lambda each: f"{{ for k, v in {each[0]} : k => v if k != {each[1]} }}"),
        st.tuples(inner, inner).map(lambda each: f'"<${{{each[0]}}}|${{{each[1]}}}>"'),
        inner.map(lambda each: f'"%{{ for x in {each} }}${{x}},%{{ endfor }}"'),
        inner.map(lambda each: f"{each}[*]"),
        st.tuples(inner, inner).map(lambda each: f"({each[0]})[{each[1]}]"),
        inner.map(lambda each: f"({each}).a"),
    )


made_up = st.recursive(literals, _compound, max_leaves=6)


@settings(
    max_examples=4,
    deadline=None,
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(asked=st.lists(made_up, min_size=150, max_size=200, unique=True))
def test_made_up_expressions_are_never_answered_otherwise(terraform: str, asked: list[str]) -> None:
    pairs = zip(asked, console.ask(terraform, asked), console.ours(asked), strict=True)
    assert [each for each in pairs if console.verdict(each[1], each[2]) == "wrong"] == []
