from aiact_lint.link import link
from aiact_lint.subjects import Artifact, Place, Reference, ReferenceKind
from aiact_lint.system import System
from unit.make import artifact, document


def _link(*artifacts: Artifact) -> tuple[System, ...]:
    return link(artifacts, lambda _artifact: ())


def _files(system: System) -> list[tuple[str, str]]:
    return [(member.artifact.file, member.reason) for member in system.members]


def _names(kind: ReferenceKind, value: str) -> Reference:
    return Reference(kind, value, Place(document("a: 1\n")))


def _card(path: str, *names: str, base: str = "") -> Artifact:
    references = (_names(ReferenceKind.BASE, base),) if base else ()
    return artifact(
        "license: mit\n",
        path,
        kind="model-card",
        name=names[0],
        names=[f"model:{n}" for n in names],
        references=references,
    )


def _manifest(path: str, name: str, *references: Reference, ai: str | None = "an InferenceService") -> Artifact:
    kind = "InferenceService" if ai else "ConfigMap"
    return artifact(
        "kind: x\n", path, kind="kubernetes", name=name, ai=ai, anchor=f"{kind}/{name}", references=references
    )


def test_an_explicit_id_wins_over_everything() -> None:
    declaration = artifact("system: a\nartifacts: ['deploy/**']\n", "aiact.yaml")
    other = artifact("system: b\n", "deploy/x.yaml", kind="kubernetes", name="x")
    first, second = _link(declaration, other)
    assert (first.id, second.id) == ("a", "b")
    assert _files(second) == [("deploy/x.yaml", "states system 'b'")]


def test_artifacts_globs_are_relative_to_the_declaration() -> None:
    declaration = artifact("system: a\nartifacts: ['deploy/**']\n", "apps/cv/aiact.yaml")
    inside = _manifest("apps/cv/deploy/isvc.yaml", "cv")
    outside = _manifest("deploy/isvc.yaml", "other")
    first, second = _link(declaration, inside, outside)
    assert _files(first)[1] == ("apps/cv/deploy/isvc.yaml", "artifacts 'deploy/**' in apps/cv/aiact.yaml")
    assert second.id == "other"


def test_the_nearest_declaration_upwards_takes_what_lies_below() -> None:
    top = artifact("system: top\n", "aiact.yaml", name="top")
    near = artifact("system: near\n", "apps/aiact.yaml", name="near")
    below = _manifest("apps/deploy/isvc.yaml", "cv")
    first, second = _link(top, near, below)
    assert [path for path, _ in _files(second)] == ["apps/aiact.yaml", "apps/deploy/isvc.yaml"]
    assert len(first.members) == 1


def test_a_declaration_of_two_systems_does_not_take_by_nearness() -> None:
    one = artifact("system: one\n", "aiact.yaml", name="one")
    two = artifact("system: two\n", "aiact.yaml", name="two")
    loose = _manifest("deploy/isvc.yaml", "cv")
    assert [system.id for system in _link(one, two, loose)] == ["one", "two", "cv"]


def test_a_storage_location_meets_the_card_it_names() -> None:
    card = _card("models/cv-screener/README.md", "cv-screener")
    manifest = _manifest("deploy/isvc.yaml", "cv", _names(ReferenceKind.MODEL, "s3://acme/models/cv-screener/v3"))
    (system,) = _link(card, manifest)
    assert system.id == "cv-screener"
    assert _files(system)[1] == ("deploy/isvc.yaml", "cv names s3://acme/models/cv-screener/v3")


def test_two_cards_of_one_name_are_no_guess() -> None:
    one, two = _card("a/README.md", "ranker"), _card("b/README.md", "ranker")
    manifest = _manifest("deploy/isvc.yaml", "cv", _names(ReferenceKind.MODEL, "ranker"))
    assert [system.id for system in _link(one, two, manifest)] == ["ranker", "ranker (b/README.md)", "cv"]


def test_a_base_model_does_not_join_two_cards() -> None:
    base = _card("base/README.md", "acme/base")
    tuned = _card("tuned/README.md", "acme/tuned", base="acme/base")
    assert len(_link(base, tuned)) == 2


def test_a_deployment_of_the_base_belongs_to_the_one_card_about_it() -> None:
    card = _card("README.md", "acme/tuned", base="org/base")
    manifest = _manifest("deploy/isvc.yaml", "cv", _names(ReferenceKind.MODEL, "org/base"))
    (system,) = _link(card, manifest)
    assert len(system.members) == 2


def test_support_joins_every_system_that_reaches_it() -> None:
    flags = _manifest("deploy/flags.yaml", "flags", ai=None)
    one = _manifest("deploy/one.yaml", "one", _names(ReferenceKind.OBJECT, "ConfigMap/flags"))
    two = _manifest("deploy/two.yaml", "two", _names(ReferenceKind.OBJECT, "ConfigMap/flags"))
    first, second = _link(flags, one, two)
    assert {path for path, _ in _files(first)} == {"deploy/flags.yaml", "deploy/one.yaml"}
    assert {path for path, _ in _files(second)} == {"deploy/flags.yaml", "deploy/two.yaml"}


def test_support_that_points_at_a_system_joins_it() -> None:
    endpoint = artifact(
        "a: 1\n", "infra/main.tf", kind="terraform", name="endpoint", names=["resource:infra//aws_sagemaker_endpoint.a"]
    )
    logs = artifact(
        "b: 1\n",
        "infra/logs.tf",
        kind="terraform",
        name="logs",
        ai=None,
        references=[_names(ReferenceKind.RESOURCE, "infra//aws_sagemaker_endpoint.a")],
    )
    (system,) = _link(endpoint, logs)
    assert _files(system)[1] == ("infra/logs.tf", "logs names infra//aws_sagemaker_endpoint.a")


def test_support_alone_is_no_system() -> None:
    assert _link(_manifest("flags.yaml", "flags", ai=None)) == ()


def test_what_a_declaration_names_as_evidence_belongs_to_it() -> None:
    declaration = artifact("system: a\nlogging: {evidence: 'logs.yaml#ConfigMap/logs'}\n", "governance/aiact.yaml")
    named = _manifest("governance/logs.yaml", "logs", ai=None)
    (system,) = _link(declaration, named)
    assert _files(system)[1] == ("governance/logs.yaml", "named as evidence in governance/aiact.yaml")


def test_a_chain_of_terraform_references_is_one_system() -> None:
    def resource(name: str, *targets: str, ai: str | None = "a resource") -> Artifact:
        return artifact(
            "a: 1\n",
            "main.tf",
            kind="terraform",
            name=name,
            ai=ai,
            names=[f"resource://{name}"],
            references=[_names(ReferenceKind.RESOURCE, f"//{target}") for target in targets],
        )

    endpoint = resource("endpoint", "config")
    config = resource("config", "model", ai=None)
    model = resource("model")
    alone = resource("other")
    first, second = _link(endpoint, config, model, alone)
    assert [member.artifact.name for member in first.members] == ["endpoint", "config", "model"]
    assert [member.artifact.name for member in second.members] == ["other"]
