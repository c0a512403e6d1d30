import pytest

from aiact_lint.kinds.declaration import KIND, read, systems
from aiact_lint.subjects import Carrier, SubjectKind, TextRole
from unit.make import document
from unit.where import shown

_TWO = """\
version: 1
systems:
  - system: cv
    name: CV Screener
    intended-purpose: Ranks job applications.
    artifacts: [models/cv/README.md, "deploy/**"]
  - risk-class: low
  - {}
"""


@pytest.mark.parametrize("name", ["aiact.yaml", "aiact.yml", ".aiact.yaml", "cv.aiact.yaml", "a/b/AIACT.YAML"])
def test_declarations_by_name(name: str) -> None:
    assert KIND.wants(document("a: 1\n", name))


@pytest.mark.parametrize("name", ["aiact.json.yaml", "myaiact.yaml", "aiact.yaml/x.yaml", "aiact.yaml.bak"])
def test_other_names(name: str) -> None:
    assert not KIND.wants(document("a: 1\n", name))


def test_one_artifact_per_system() -> None:
    first, second = read([document(_TWO, "team/aiact.yaml")])
    assert (first.kind, first.name, first.ai, shown(first.place)) == (
        "declaration",
        "cv",
        "aiact statement",
        "3:13-15 cv",
    )
    assert [(each.key, each.value.value) for each in first.statements] == [
        ("system", "cv"),
        ("name", "CV Screener"),
        ("intended-purpose", "Ranks job applications."),
        ("artifacts", ("models/cv/README.md", "deploy/**")),
    ]
    assert {each.carrier for each in first.statements} == {Carrier.DECLARATION}
    assert [(each.role, shown(each.place)) for each in first.texts] == [
        (TextRole.NAME, "4:11-22 CV Screener"),
        (TextRole.PURPOSE, "5:23-46 Ranks job applications."),
    ]
    assert (second.name, shown(second.place)) == ("team-2", "7:5-15 risk-class")


def test_the_subject_of_the_file_comes_once() -> None:
    first, second = read([document(_TWO, "team/aiact.yaml")])
    (whole,) = first.subjects
    assert (whole.kind, whole.name, shown(whole.place)) == (SubjectKind.DECLARATION, "team/aiact.yaml", "1:1-8 version")
    assert {name: value.value for name, value in whole.facts.items()} == {"systems": 2, "version": 1}
    assert second.subjects == ()


def test_a_single_system_at_the_top() -> None:
    (only,) = read([document("version: 1\nrole: provider\n", "cv/aiact.yaml")])
    assert (only.name, shown(only.place)) == ("cv", "2:1-5 role")
    (named,) = read([document("name: CV\n", "aiact.yaml")])
    assert (named.name, shown(named.place)) == ("CV", "1:7-9 CV")


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("role: provider\n", [()]),
        ("systems: [{system: a}, 1, {}, {system: b}]\n", [("systems", 0), ("systems", 3)]),
        ("systems: {system: a}\n", [("systems",)]),
        ("systems: 3\n", []),
        ("[]\n", []),
        ("{}\n", []),
        ("just words\n", []),
    ],
)
def test_where_systems_stand(text: str, paths: list[tuple[str | int, ...]]) -> None:
    made = document(text)
    assert systems(made) == paths
    assert len(list(read([made]))) == max(1, len(paths))


def test_a_file_without_a_system_is_one_artifact_so_that_its_flaws_are_seen() -> None:
    (nothing,) = read([document("systems: 3\n", "team/aiact.yaml")])
    assert (nothing.name, nothing.statements, nothing.ai) == ("team", (), "aiact statement")
    assert [each.facts["systems"].value for each in nothing.subjects] == [0]
