from aiact_lint.engine import location
from aiact_lint.subjects import Artifact, Carrier, Origin, Place, Statement, Subject, SubjectKind, Value
from unit.make import artifact, document, system


def _card(text: str) -> Artifact:
    """A card whose statements stand in its `eu_ai_act` block, as the kind reads them."""
    from aiact_lint.vocabulary import statements_from_tree

    made = document(text, "card.yaml")
    return Artifact(
        kind="model-card",
        name="card",
        place=Place(made, ("title",)),
        ai="front matter",
        statements=statements_from_tree(made, ("eu_ai_act",), Carrier.CARD),
    )


def _where(place: Place) -> tuple[str, int, int, int]:
    region = location(place).region
    return place.file, region.line, region.column, region.end_column


def test_the_strictest_class_is_the_effective_one() -> None:
    made = system(artifact("risk-class: minimal\n"), _card("title: x\neu_ai_act: {risk-class: high}\n"))
    assert made.risk_class == "high-risk"
    effective = made.stated("risk-class")
    assert effective is not None
    assert _where(effective.place) == ("card.yaml", 2, 25, 29)


def test_elsewhere_the_declaration_speaks_for_the_system() -> None:
    made = system(_card("title: x\neu_ai_act: {model-version: '1'}\n"), artifact("model-version: '2'\n"))
    stated = made.stated("model-version")
    assert stated is not None
    assert stated.value == "2"


def test_lists_of_all_carriers_add_up() -> None:
    made = system(
        artifact("role: deployer\nannex-iii: [recruitment]\n"),
        _card("title: x\neu_ai_act: {annex-iii: [III.5.b, 4.a]}\n"),
    )
    assert made.roles == ("deployer",)
    assert made.annex_iii == ("III.4.a", "III.5.b")


def test_a_provider_unless_told_otherwise() -> None:
    assert system(artifact("name: x\n")).roles == ("provider",)


def test_has_sees_blocks_through_their_sub_keys() -> None:
    made = system(artifact("oversight: {override: {description: yes}}\n"))
    assert made.has("oversight")
    assert made.has("oversight.override")
    assert not made.has("oversight.stop-function")
    assert not made.has("over")


def test_a_missing_key_of_a_card_belongs_under_its_block() -> None:
    made = system(_card("title: x\neu_ai_act:\n  risk-class: high-risk\n"))
    assert _where(made.place_for(["registration"])) == ("card.yaml", 2, 1, 10)


def test_a_missing_key_of_a_declared_system_is_marked_on_its_id() -> None:
    made = system(artifact("system: cv\nrisk-class: high-risk\n"))
    assert _where(made.place_for(["registration"])) == ("aiact.yaml", 1, 9, 11)


def test_a_missing_sub_key_is_marked_on_its_block_however_it_is_spelled() -> None:
    made = system(artifact("system: a\nriskClass: high\nhumanOversight: 1\nOversight:\n  Override: yes\n"))
    assert _where(made.place_for(["oversight.stop-function", "oversight"])) == ("aiact.yaml", 4, 1, 10)


def test_the_title_is_the_card_before_the_manifest_before_the_declaration() -> None:
    declaration = artifact("system: a\n")
    manifest = artifact("kind: x\n", "isvc.yaml", kind="kubernetes", carrier=Carrier.MANIFEST)
    assert system(declaration, manifest).title_place.file == "isvc.yaml"
    assert system(declaration, manifest, _card("title: x\n")).title_place.file == "card.yaml"
    support = artifact("kind: x\n", "flags.yaml", kind="kubernetes", ai=None)
    assert system(declaration, support).title_place.file == "aiact.yaml"


def _retentions(*artifacts: Artifact) -> list[tuple[object, str, int]]:
    logs = system(*artifacts).subjects(SubjectKind.LOG_STORE)
    return [(each.facts["retention_days"].value, *_where(each.place)[:2]) for each in logs]


def test_equal_retentions_of_two_carriers_are_two() -> None:
    declared = artifact("risk-class: high-risk\nlogging: {retention-days: 90}\n")
    card = _card("title: x\neu_ai_act:\n  logging: {retention-days: 90}\n")
    assert _retentions(declared, card) == [(90, "aiact.yaml", 2), (90, "card.yaml", 3)]


def test_a_retention_that_a_log_store_shows_is_judged_there_only() -> None:
    made = document("days: 90\n", "logs.yaml")
    store = Subject(SubjectKind.LOG_STORE, "logs", Place(made), {"retention_days": Value(90, Place(made, ("days",)))})
    shown = artifact("name: logs\n", "other.yaml", subjects=[store])
    declared = artifact("risk-class: high-risk\nlogging: {retention-days: 90}\n")
    card = _card("title: x\neu_ai_act:\n  logging: {retention-days: 30}\n")
    assert _retentions(shown, declared, card) == [(90, "logs.yaml", 1), (30, "card.yaml", 3)]


def test_one_retention_that_many_use_is_one() -> None:
    made = document("days: 90\na: 1\nb: 2\n", "tags.yaml")
    days = Place(made, ("days",))

    def tagged(name: str, origin: Origin, via: tuple[Place, ...]) -> Artifact:
        value = Value(90, Place(made, (name,)), origin, via)
        statement = Statement("logging.retention-days", value, Carrier.TERRAFORM)
        return Artifact(kind="terraform", name=name, place=Place(made, (name,)), ai="", statements=(statement,))

    derived = [tagged(name, Origin.DERIVED, (days,)) for name in "ab"]
    assert _retentions(*derived) == [(90, "tags.yaml", 2)]
    assert _retentions(*(tagged(name, Origin.STATED, ()) for name in "ab")) == [
        (90, "tags.yaml", 2),
        (90, "tags.yaml", 3),
    ]
    assert _retentions(*(tagged(name, Origin.UNKNOWN, ()) for name in "ab")) == [(90, "tags.yaml", 2)]
