from __future__ import annotations

from aiact_lint.drafting import Draft, declared, drafts
from aiact_lint.subjects import Artifact, Carrier
from aiact_lint.system import Member, System
from unit.make import artifact


def found(
    path: str, name: str = "a", *, anchor: str = "", ai: str | None = "a sign", text: str = "x-y: 1\n"
) -> Artifact:
    kind = "kubernetes" if anchor else "model-card"
    return artifact(text, path, kind=kind, name=name, anchor=anchor, ai=ai, carrier=Carrier.MANIFEST)


def system(name: str, *artifacts: Artifact) -> System:
    return System(name, tuple(Member(each, "why") for each in artifacts))


def only(*systems: System, folder: str = "") -> Draft:
    (draft,) = drafts(systems, folder)
    return draft


def test_files_of_one_system_are_named_relative_to_the_declaration() -> None:
    whole = system("a", found("models/a/README.md"), found("deploy/a.yaml", anchor="InferenceService/a"))
    assert only(whole).artifacts == ("models/a/README.md", "deploy/a.yaml")
    assert only(whole, folder="deploy").artifacts == ("../models/a/README.md", "a.yaml")
    assert only(whole).found[1] == ("InferenceService/a", "deploy/a.yaml", "why")


def test_a_folder_with_several_files_stands_for_them() -> None:
    files = [found(f"deploy/{name}.yaml") for name in ("a", "b", "c")]
    assert only(system("a", *files, found("deploy/base/d.yaml"), found("e.md"))).artifacts == ("deploy/**", "e.md")


def test_but_not_where_another_system_lives_below_it() -> None:
    files = [found(f"deploy/{name}.yaml") for name in ("a", "b", "c")]
    one, other = drafts([system("a", *files), system("b", found("deploy/other/d.yaml"))])
    assert one.artifacts == ("deploy/a.yaml", "deploy/b.yaml", "deploy/c.yaml")
    assert other.artifacts == ("deploy/other/d.yaml",)


def test_what_shares_a_file_is_named_by_its_anchor() -> None:
    one, other = drafts(
        [
            system("a", found("all.yaml", anchor="InferenceService/a")),
            system("b", found("all.yaml", anchor="InferenceService/b"), found("all.yaml", anchor="Secret/b", ai=None)),
        ]
    )
    assert (one.artifacts, one.evidence) == ((), ("all.yaml#InferenceService/a",))
    assert (other.artifacts, other.evidence) == ((), ("all.yaml#InferenceService/b",))


def test_signs_of_a_pattern_are_escaped_and_a_hash_cannot_be_written() -> None:
    assert only(system("a", found("a[1]*?!.yaml"), found("b#c.yaml"))).artifacts == (r"a\[1\]\*\?\!.yaml",)


def test_declared_systems_are_told_and_not_drafted_again() -> None:
    known = system("a", artifact("system: a\n", "sub/aiact.yaml"), found("sub/a.md"))
    assert drafts([known, system("b", found("b.md"))])[0].id == "b"
    assert declared([known, system("b", found("b.md"))]) == (("a", "sub/aiact.yaml"),)


def test_ids_are_short_free_and_the_stated_ones() -> None:
    known = system("triage", artifact("system: triage\n", "sub/aiact.yaml"))
    made = drafts(
        [
            known,
            system("Triage", found("a.md")),
            system("org/Triage", found("b.md")),
            system("My Own/ Model (v2)!", found("c.md")),
            system("«»", found("d.md")),
            system("Card", found("e.md", text="system: Stated Id\n")),
        ]
    )
    assert [each.id for each in made] == ["triage-2", "triage-3", "model-v2", "system", "Stated Id"]


def test_what_is_stated_already_is_quoted_with_its_place() -> None:
    text = "risk-class: minimal\nannex-iii: [recruitment, 5b]\n"
    (draft,) = drafts([system("a", found("a.yaml", text=text))])
    assert [(each.what, each.words, each.where) for each in draft.stated] == [
        ("risk-class", "minimal", "a.yaml:1"),
        ("annex-iii", "III.4.a, III.5.b", "a.yaml:2"),
    ]
