from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiact_lint.document import Document
from aiact_lint.subjects import Carrier, Origin, Place, Statement, Value
from aiact_lint.vocabulary import statements_from_flat, statements_from_tree
from unit.make import document
from unit.where import shown


def _tree(text: str) -> dict[str, Statement]:
    found = statements_from_tree(document(dedent(text)), (), Carrier.DECLARATION)
    return {each.key: each for each in found}


def _flat(
    name: str, written: str, prefixes: tuple[str, ...] = (), carrier: Carrier = Carrier.MANIFEST
) -> list[Statement]:
    made = document(f"tags:\n  {name!r}: {written}\n")
    value = Value(made.get(("tags", name)), Place(made, ("tags", name)))
    return list(statements_from_flat([(name, value)], carrier, prefixes))


def test_keys_and_values_are_normalised_and_places_are_not() -> None:
    stated = _tree(
        """\
        system: cv
        riskClass: High
        annex_iii_category: [4(a), recruitment, other]
        Prohibited-Uses: {excluded: [Social_Scoring]}
        """
    )
    assert stated["risk-class"].value.value == "high-risk"
    assert shown(stated["risk-class"].value.place) == "2:12-16 High"
    assert stated["annex-iii"].value.value == ("III.4.a", "III.4.a", "other")
    assert [shown(each) for each in stated["annex-iii"].value.via] == [
        "3:22-26 4(a)",
        "3:28-39 recruitment",
        "3:41-46 other",
    ]
    assert stated["prohibited-uses.excluded"].value.value == ("5.1.c",)
    assert shown(stated["prohibited-uses.excluded"].value.via[0]) == "4:30-44 Social_Scoring"
    assert {each.carrier for each in stated.values()} == {Carrier.DECLARATION}


def test_sub_keys_words_and_measures() -> None:
    stated = _tree(
        """\
        registration: cv-eu-2
        oversight:
          stop_function: a feature flag
          override: {evidence: docs/o.md#override}
          confidence-threshold: {value: "0.85", below: human-review}
          twoPersonVerification: yes
        conformity: {ce-marking: true, route: Annex VI}
        """
    )
    assert {key: each.value.value for key, each in stated.items()} == {
        "registration": "cv-eu-2",
        "oversight.stop-function": "a feature flag",
        "oversight.override.evidence": "docs/o.md#override",
        "oversight.confidence-threshold.value": 0.85,
        "oversight.confidence-threshold.below": "human-review",
        "oversight.two-person-verification": True,
        "conformity.ce-marking": True,
        "conformity.route": "annex-vi",
    }


def test_a_scalar_for_a_list_is_a_list_of_one() -> None:
    role = _tree("role: Provider\n")["role"]
    assert role.value.value == ("provider",)
    assert shown(role.value.place) == "1:7-15 Provider"


def test_numbers_where_words_are_asked_for_keep_their_spelling() -> None:
    stated = _tree("model-version: 1.10\nsystem: 007\nlogging: {retention-days: 365}\n")
    assert stated["model-version"].value.value == "1.10"
    assert stated["system"].value.value == "007"
    assert stated["logging.retention-days"].value.value == 365


def test_people_are_dicts_and_evidence_in_lists_belongs_to_the_block() -> None:
    found = statements_from_tree(
        document(
            """\
            oversight:
              people: [{Role: recruiter, trainingDoc: docs/t.md}]
              measures:
                - {description: queue, evidence: [a.md, b.md]}
            suppliers: [{name: Acme, evidence: s.md}]
            """
        ),
        (),
        Carrier.CARD,
    )
    assert [(each.key, each.value.value) for each in found] == [
        ("oversight.people", ({"role": "recruiter", "training-doc": "docs/t.md"},)),
        ("oversight.measures", ({"description": "queue", "evidence": ["a.md", "b.md"]},)),
        ("oversight.evidence", "a.md"),
        ("oversight.evidence", "b.md"),
        ("suppliers", ({"name": "Acme", "evidence": "s.md"},)),
        ("evidence", "s.md"),
    ]
    assert shown(found[3].value.place) == "4:45-49 b.md"


def test_empty_values_state_nothing_but_an_empty_list_does() -> None:
    stated = _tree("registration:\noversight: {}\nannex-iii: []\nx-mine: 1\nversion: 1\n")
    assert {key: each.value.value for key, each in stated.items()} == {"annex-iii": ()}


def test_unknown_keys_are_kept() -> None:
    stated = _tree("riskKlass: high\nlogging: {days: 3}\n")
    assert {key: each.value.value for key, each in stated.items()} == {"risk-klass": "high", "logging.days": 3}


def test_what_the_file_does_not_hold_is_unknown() -> None:
    known = document("risk-class: var.x\nannex-iii: [III.4.a, var.y]\nrole: provider\n")
    made = Document(
        known.source,
        known.language,
        known.data,
        known.values,
        known.keys,
        known.span,
        unknown=frozenset([("risk-class",), ("annex-iii", 1)]),
    )
    origins = {each.key: each.value.origin for each in statements_from_tree(made, (), Carrier.CARD)}
    assert origins == {"risk-class": Origin.UNKNOWN, "annex-iii": Origin.UNKNOWN, "role": Origin.STATED}


def test_a_tree_below_a_path() -> None:
    found = statements_from_tree(document("a:\n  - risk: 1\n  - {role: deployer}\n"), ("a", 1), Carrier.CARD)
    assert [(each.key, shown(each.value.place)) for each in found] == [("role", "3:12-20 deployer")]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("aiact-lint/risk-class", "risk-class"),
        ("ai-act.acme.eu/risk-class", "risk-class"),
        ("aiact.acme.eu/riskClass", "risk-class"),
        ("eu-ai-act.example.org/oversight-stop-function", "oversight.stop-function"),
        ("AiAct.acme.eu/conformity-route", "conformity.route"),
        ("aiact:risk-class", "risk-class"),
        ("aiact_risk_class", "risk-class"),
        ("aiact-risk-class", "risk-class"),
        ("AiActRiskClass", "risk-class"),
        ("AIACTRISKCLASS", "risk-class"),
        ("aiact.logging.retention-days", "logging.retention-days"),
        ("eu_ai_act_annex_iii", "annex-iii"),
        ("aiact-lint:registration-reference", "registration.reference"),
        ("aiact:risk-klass", "risk-klass"),
        ("ai-act.acme.eu/oversight-foo", "oversight.foo"),
        ("governance.acme.eu/risk-class", None),
        ("acme.eu/aiact-risk-class", None),
        ("my-aiact.acme.eu/risk-class", None),
        ("risk-class", None),
        ("aiact", None),
        ("aiact-lint/", None),
        ("AiActivity", None),
        ("react_risk_class", None),
        ("ai_activity_risk_class", None),
    ],
)
def test_names_of_ours(name: str, key: str | None) -> None:
    assert [each.key for each in _flat(name, "x")] == ([] if key is None else [key])


def test_further_prefixes() -> None:
    assert [each.key for each in _flat("governance.acme.eu/risk-class", "high", ("governance.acme.eu",))] == [
        "risk-class"
    ]
    assert [each.key for each in _flat("governance.acme.eu/risk-class", "high", ("governance.acme.eu/",))] == [
        "risk-class"
    ]
    assert _flat("governance.acme.eu.evil/risk-class", "high", ("governance.acme.eu",)) == []


def test_flat_lists_are_split_and_each_item_has_its_place() -> None:
    (annex,) = _flat("aiact-lint/annex-iii", '"recruitment, 4(b),III.2"')
    assert annex.value.value == ("III.4.a", "III.4.b", "III.2")
    assert shown(annex.value.place) == '2:27-52 "recruitment, 4(b),III.2"'
    assert [shown(each) for each in annex.value.via] == ["2:28-39 recruitment", "2:41-45 4(b)", "2:46-51 III.2"]


@pytest.mark.parametrize(
    ("name", "written", "values"),
    [
        ("aiact:role", "provider deployer", ("provider", "deployer")),
        ("aiact:role", "provider+deployer", ("provider", "deployer")),
        ("aiact:role", "authorised representative", ("authorised-representative",)),
        ("aiact:role", "provider user", ("provider user",)),
        ("aiact_annex_iii", "iii-4-a__iii-4-b", ("III.4.a", "III.4.b")),
        ("aiact_annex_iii", "annex III 4(a)", ("III.4.a",)),
        ("aiact_annex_iii", "'[recruitment, \"4(b)\"]'", ("III.4.a", "III.4.b")),
        ("aiact_annex_i", "Regulation (EU) 2017/745", ("medical-devices",)),
        ("aiact:artifacts", "deploy/**,infra/**", ("deploy/**", "infra/**")),
        ("aiact:artifacts", "a b/c", ("a b/c",)),
        ("aiact:annex-iii", "4", (4,)),
        ("aiact:annex-iii", "2", ("III.2",)),
    ],
)
def test_lists_in_one_string(name: str, written: str, values: tuple[str, ...]) -> None:
    assert [each.value.value for each in _flat(name, written)] == [values]


@pytest.mark.parametrize(
    ("name", "written", "value"),
    [
        ("aiact:logging-retention-days", '"365"', 365),
        ("aiact:logging-retention-days", "a year", "a year"),
        ("aiact:logging-retention-days", '"1_000"', "1_000"),
        ("aiact:logging-retention-days", '"inf"', "inf"),
        ("aiact:oversight-confidence-threshold-value", '"0.85"', 0.85),
        ("aiact:exemption-profiling", '"false"', False),
        ("aiact:exemption-profiling", "maybe", "maybe"),
        ("aiact:conformity-ce-marking", '"yes"', True),
        ("aiact:risk-class", "banana", "banana"),
        ("aiact:registration-reference", '"1.10"', "1.10"),
    ],
)
def test_scalars_in_strings(name: str, written: str, value: object) -> None:
    assert [each.value.value for each in _flat(name, written)] == [value]


def test_unknown_and_derived_flat_values_keep_their_origin() -> None:
    made = document("a: var.x\n")
    place, source = Place(made, ("a",)), Place(made, ())
    unknown, derived = statements_from_flat(
        [
            ("aiact:risk-class", Value("var.x", place, Origin.UNKNOWN)),
            ("aiact:role", Value("provider,deployer", place, Origin.DERIVED, (source,))),
        ],
        Carrier.TERRAFORM,
    )
    assert (unknown.value.origin, unknown.value.value) == (Origin.UNKNOWN, "var.x")
    assert (derived.value.origin, derived.value.value) == (Origin.DERIVED, ("provider", "deployer"))
    assert derived.value.via == (source,)


_LEAVES = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=8))
_KEYS = st.one_of(
    st.sampled_from(["oversight", "role", "evidence", "people", "value", "x-a", "logging"]), st.text(max_size=5)
)
_TREES = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(_KEYS, inner, max_size=4)),
    max_leaves=25,
)


@given(_TREES)
def test_no_shape_of_a_tree_is_too_strange(data: object) -> None:
    base = document("a: 1\n")
    made = Document(base.source, "yaml", data, base.values, base.keys, base.span)
    for statement in statements_from_tree(made, (), Carrier.DECLARATION):
        assert not statement.key.endswith(".")
        assert statement.value.place.span.start <= len(made.source.text)


@given(st.text(max_size=40), st.one_of(_LEAVES, st.lists(st.text(max_size=5), max_size=3)))
def test_no_name_and_value_are_too_strange(name: str, written: object) -> None:
    place = Place(document("a: 1\n"), ("a",))
    for statement in statements_from_flat([(f"aiact:{name}", Value(written, place))], Carrier.TERRAFORM):
        assert statement.key
