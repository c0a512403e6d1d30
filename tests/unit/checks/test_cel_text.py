"""What is told of an expression by its text is what the library finds when it reads or evaluates it."""

from __future__ import annotations

import pytest
from cel_expr_python import cel
from hypothesis import example, given
from hypothesis import strategies as st

from aiact_lint.checks.cel_text import needed_fact, only_asks_each, surely_compiles

_ENVIRONMENT = cel.NewEnv(variables={"self": cel.Type.DYN})


@pytest.mark.parametrize(
    ("condition", "fact"),
    [
        ("has(self.retention_days)", "retention_days"),
        ("has(self.a) && self.a > 3", "a"),
        ("has(self.a) && (self.a == 1 || self.b ? true : false)", "a"),
        ("has(self.a) && self.a.matches('x||y?')", "a"),
        ("has(self.a)\n  && self.a", "a"),
        ("has(self.a) || has(self.b)", ""),
        ("has(self.a) && self.a == 1 || has(self.b)", ""),
        ("has(self.a) && self.a == 1 ? true : true", ""),
        ("has(self.a) ? true : true", ""),
        ("has(self.a.b) && self.a.b == 1", ""),  # fails where there is no `a`, which is no pass
        ("!has(self.a)", ""),
        ("has(self.a) == false && true", ""),
        ("has(self.name) && true", ""),
        ("has(self.subjects)", ""),
        ("has(self.headings)", ""),
        ("has(self.a) && self.b == '(' || self.c == ')'", ""),
        ("has(self.a) && self.b == r'\\' || self.c == ')'", ""),
        ("has(self.a) && self.b == 'it\\'s (' || self.c == ')'", ""),
        ("has(self.a) && self.b == '''(''' || self.c == ')'", ""),
        ("", ""),
    ],
)
def test_the_fact_without_which_a_condition_is_false(condition: str, fact: str) -> None:
    assert needed_fact(condition) == fact


_PIECES = st.sampled_from(
    ["has(self.a)", "self.b", "true", "false", " && ", " || ", "(", ")", "!", "has(self.b)", "'('", "')'", " ? ", " : "]
)


@given(st.lists(_PIECES, max_size=9).map("".join), st.booleans())
@example("|| true", False)
@example("&& self.b == '(' || self.b != ')'", True)
def test_a_condition_with_a_needed_fact_is_false_without_it(rest: str, b: bool) -> None:
    condition = f"has(self.a) {rest}"
    try:
        program = _ENVIRONMENT.compile(condition)
    except Exception:
        return
    if needed_fact(condition):
        facts = _ENVIRONMENT.Activation({"self": {"b": b}})
        assert program.eval(facts).plain_value() is False


@pytest.mark.parametrize(
    ("expression", "only"),
    [
        ("self.subjects.exists(s, s.kind == 'card')", True),
        ("self.subjects.all(s, !has(s.replicas) || s.replicas > 1) || self.subjects.exists(x, x.kind == 'a.s')", True),
        ("self.subjects.exists(s, has(s.splits) && s.splits.exists(t, t == 'test'))", True),
        ("self.subjects.exists(s, s.kind.matches('^s (\\\\d) '))", True),
        ("has(self.logging)", True),
        ("", True),
        ("size(self.subjects) > 3", False),
        ("self.subjects.filter(s, s.kind == 'card').size() > 3", False),
        ("self.subjects.exists_one(s, s.kind == 'card')", False),
        ("self.subjects.exists(s, s == {'kind': 'card'})", False),
        ("self.subjects.exists(s, s.exists(k, k == 'version'))", False),
        ("self.subjects.exists(s, 'version' in s)", False),
        ("self.subjects.exists(s, s['version'] == 1)", False),
        ("self['subjects'].size() > 1", False),
        ("self.subjects.exists(s, s.kind == '''card''')", False),
    ],
)
def test_expressions_that_only_ask_each_subject(expression: str, only: bool) -> None:
    assert only_asks_each(expression) is only


_FIELDS = st.sampled_from(["self.a", "self.a_b.c", "self.in_use", "self.format", "self.in", "self.for.a", "self.null"])
_TEXTS = st.sampled_from(["'x'", '"it\'s"', "'é'", "'a(b'", "''", "'\\d'", "'\n'", "'it's'"])
_NUMBERS = st.sampled_from(["0", "7", "730", "1.5", "007", "99999999999999999999", "1e3", "9007199254740993"])
_ORDERS = st.sampled_from(["==", "!=", "<", ">=", "=", "=~"])
_ATOMS = st.one_of(
    st.builds("has({})".format, _FIELDS),
    st.builds("!{}".format, _FIELDS),
    st.builds("{} {} {}".format, _FIELDS, _ORDERS, st.one_of(_TEXTS, _NUMBERS, st.sampled_from(["true", "null"]))),
    st.builds("size({}) {} {}".format, _FIELDS, _ORDERS, _NUMBERS),
    st.builds("size(string({})) {} {}".format, _FIELDS, _ORDERS, _NUMBERS),
    st.builds("!string({}).contains({})".format, _FIELDS, _TEXTS),
    st.builds("{}.startsWith({})".format, _FIELDS, _TEXTS),
    st.builds("type({}) == {}".format, _FIELDS, st.sampled_from(["map", "list", "text", "bool"])),
    st.builds("{}.matches({})".format, _FIELDS, _TEXTS),
)


@given(st.lists(_ATOMS, min_size=1, max_size=4), st.sampled_from([" && ", " || ", " &&", " and "]))
def test_what_surely_compiles_does(atoms: list[str], join: str) -> None:
    expression = join.join(atoms)
    if surely_compiles(expression):
        _ENVIRONMENT.compile(expression)


@pytest.mark.parametrize(
    "expression",
    [
        "has(self.description) && size(string(self.description)) > 3",
        "!string(self.description).contains('team-3')",
        "self.retention_days == 0 || self.retention_days >= 730",
        "has(self.oversight) && type(self.oversight) == map && self.oversight != false",
    ],
)
def test_usual_conditions_are_told_to_compile(expression: str) -> None:
    assert surely_compiles(expression)
    _ENVIRONMENT.compile(expression)


@pytest.mark.parametrize("expression", ["", "has(self.", "self.a >", "1 + 'a'", "other.a", "self.a.matches('(')"])
def test_nothing_is_said_of_what_may_be_broken(expression: str) -> None:
    assert not surely_compiles(expression)
