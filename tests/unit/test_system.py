from aiact_lint.engine import location
from aiact_lint.subjects import Artifact, Carrier, Place
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
