"""What is read the quick way is what the parser reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aiact_lint.parsers import simple_yaml, yaml_
from aiact_lint.source import SourceFile

_TOP = Path(__file__).resolve().parents[3]

_VALUES = st.sampled_from(
    [
        "", "text", "two words", "true", "no", "null", "~", "12", "007", "0x1F", "1.10", "1e3", ".5", "2027-12-02",
        "a: b", "a:b", "a #b", "a# b", "'it''s'", "'x'", "'a' b", '"x"', '"\\n"', '"a" # c', "# c", "[a, b]", "[a,b]",
        "[]", "[ a ]", "[1, true, null, 1.10, a.b-c]", "[a, ]", "{a: b}", "{a: [b, c], d: 1}", "{}", "{a: b, a: c}",
        "{a:b}", "&x a", "*x", "!t a", "- a", "-", "?", "x, y", "x]", "x}", "a\tb", "a ", "é", "ÿ x", "\x85", "\ufeffa",
        ">-", ">", "|", ">- # c", "<<", "a\u2028b", "😀", "%a", "@a", "`a", "_", "a'b\"c", "has(self.a) && b",
    ]
)  # fmt: skip
_LINES = st.one_of(
    st.builds(
        "{}{}:{}{}".format,
        st.sampled_from(["", "", "", "  ", "  ", "    ", " ", "\t"]),
        st.sampled_from(["a", "b", "a-b", "<<", "null", "1", "kind", "'q'", "a b", "_"]),
        st.sampled_from([" ", " ", " ", "", "  "]),
        _VALUES,
    ),
    st.sampled_from(["", "# c", "  # c", "  more", "    more words", "  more:", "- a", "  - a: b", "---", "...", "  "]),
)


def _parsed(text: str) -> object:
    parsed = yaml_.parse(SourceFile("a.yaml", text.encode()))
    assert not parsed.failures
    (only,) = parsed.documents
    return only.data


@settings(max_examples=2000)
@given(st.lists(_LINES, max_size=7), st.sampled_from(["\n", "\n", "\r\n"]), st.booleans())
@example(["a: >-", "  more", "b: 1"], "\n", True)
@example(["a: >-", "  more", "", "b: 1"], "\n", True)
@example(["a: text", "  b: 1"], "\n", True)
@example(["a:", "    b: 1", "  a-b: 2"], "\n", True)
@example(["a:", "  b: 1", "a:"], "\n", False)
def test_both_readers_give_the_same_data(lines: list[str], end: str, closed: bool) -> None:
    text = end.join(lines) + (end if closed else "")
    data = simple_yaml.read(text)
    if data is not None:
        parsed = _parsed(text)
        assert repr(data) == repr(parsed)  # which tells 1, 1.0 and true apart, and the order of keys


@pytest.mark.parametrize("file", sorted(_TOP.glob("rules/*/*/rule.yaml")), ids=lambda file: file.parent.name[:6])
def test_both_read_our_own_rules_alike(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert simple_yaml.read(text) in (None, _parsed(text))


RULE = """\
# Acme's own
format: 1
id: ACM001
title: Logs are kept for less than the two years that Acme asks for
obligations: [hrp.log_retention]   # what follows from this
applies: {risk-class: [high-risk], role: [provider, deployer]}
dated: false

check:
  for: log-store
  when: "has(self.retention_days)"
  assert: >-
    self.retention_days == 0
    || self.retention_days >= 730
  at: [retention_days, 3]
remedy: 'Set the retention to "731" days.'
fix:
"""


def test_a_usual_rule_is_read() -> None:
    assert simple_yaml.read(RULE) == {
        "format": 1,
        "id": "ACM001",
        "title": "Logs are kept for less than the two years that Acme asks for",
        "obligations": ["hrp.log_retention"],
        "applies": {"risk-class": ["high-risk"], "role": ["provider", "deployer"]},
        "dated": False,
        "check": {
            "for": "log-store",
            "when": "has(self.retention_days)",
            "assert": "self.retention_days == 0 || self.retention_days >= 730",
            "at": ["retention_days", 3],
        },
        "remedy": 'Set the retention to "731" days.',
        "fix": None,
    }


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing\n",
        "- a\n",
        "a: 1\n---\nb: 2\n",
        "a: 1\n b: 2\n",
        " a: 1\n",
        "a:\n- b\n",
        "a: &x b\n",
        "a: |\n  b\n",
        "kind: CustomResourceDefinition\n",
        "a:\n" + "".join(f"{' ' * each}b:\n" for each in range(1, 30)),
    ],
)
def test_the_rest_is_left_to_the_parser(text: str) -> None:
    assert simple_yaml.read(text) is None
