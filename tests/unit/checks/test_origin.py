import pytest

from unit.checks.look import messages, report

_CARD = "---\nbase_model: acme/base\neu_ai_act: {{risk-class: high-risk, annex-iii: recruitment{}}}\n---\n# A\n"


@pytest.mark.parametrize(
    ("stated", "level"),
    [("", "note"), (", role: deployer", "warning"), (", role: [deployer, provider]", None), (", provider: Acme", None)],
)
def test_who_provides_what_is_built_on_a_model_of_somebody_else(stated: str, level: str | None) -> None:
    found = report("AIA610", {"README.md": _CARD.format(stated)}).findings
    assert [each.level for each in found] == ([level] if level else [])
    for each in found:
        assert [related.region.line for related in each.related] == [2]


def test_a_system_without_a_base_model_or_purpose_is_not_asked() -> None:
    text = _CARD.format("")
    assert messages("AIA610", {"README.md": text.replace("base_model", "license")}) == []
    assert messages("AIA610", {"README.md": text.replace(", annex-iii: recruitment", "")}) == []


@pytest.mark.parametrize(
    ("file", "counts"),
    [
        ("bom.json", True),
        ("sbom/app.cdx.json", True),
        ("aibom.yaml", True),
        ("app.spdx.json", True),
        ("bombay.json", False),
    ],
)
def test_a_bill_of_materials_by_its_name(file: str, counts: bool) -> None:
    found = messages("AIA611", {"README.md": _CARD.format(""), file: "{}"})
    assert bool(found) is not counts
