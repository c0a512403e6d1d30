from pathlib import Path

from aiact_lint import law
from aiact_lint.finding import Level
from aiact_lint.reporters.sarif.plain import plain
from aiact_lint.reporters.sarif.taxonomies import Taxonomies
from aiact_lint.rule import Check, Rule

TABLES = law.load().taxonomies


def _rule(*obligations: str) -> Rule:
    return Rule(
        "AIA999", "a", "A", Level.ERROR, "high", "stable", "0", "M.", "", Check(), Path(), obligations=obligations
    )


def test_only_entries_of_the_rules_are_written() -> None:
    made = plain(Taxonomies.of(TABLES, [_rule("hrp.logging_capability")]).components())
    assert [(each["name"], [taxon["id"] for taxon in each["taxa"]]) for each in made] == [
        ("AI Act", ["hrp.logging_capability"]),
        ("ISO/IEC 42001", ["A.6.2.6", "A.6.2.8"]),
        ("NIST AI RMF", ["MEASURE 2.4", "MEASURE 2.8", "MANAGE 4.1"]),
    ]


def test_relationships_point_at_entries_by_index() -> None:
    stop, logs = _rule("hrp.stop_function"), _rule("hrp.logging_capability")
    taxonomies = Taxonomies.of(TABLES, [stop, logs])
    components = plain(taxonomies.components())
    for each in plain(taxonomies.relationships(stop)):
        target = each["target"]
        component = components[target["toolComponent"]["index"]]
        assert component["guid"] == target["toolComponent"]["guid"]
        assert component["taxa"][target["index"]]["id"] == target["id"]
    assert [each["target"]["id"] for each in plain(taxonomies.relationships(stop))][:2] == [
        "hrp.stop_function",
        "A.6.1.3",
    ]


def test_rules_without_duties_have_no_taxonomies() -> None:
    nothing = Taxonomies.of(TABLES, [_rule()])
    assert (nothing.components(), nothing.references(), nothing.relationships(_rule())) == ([], [], [])
