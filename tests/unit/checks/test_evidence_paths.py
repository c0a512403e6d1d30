import pytest

from aiact_lint import law
from aiact_lint.catalog import load
from aiact_lint.checks.builtin import CHECKS
from aiact_lint.checks.evidence_paths import evidence
from aiact_lint.engine import location
from aiact_lint.evidence import EvidencePath, resolve
from aiact_lint.repository import Repository
from aiact_lint.rule import Scope
from aiact_lint.subjects import Place, Subject, SubjectKind
from unit.make import artifact, document, system

SOMEWHERE = Place(document("a: 1\n"))
REPOSITORY = Repository(
    frozenset({"apps/cv/aiact.yaml", "apps/cv/docs/oversight.md", "apps/cv/docs/training.pdf", "infra/logs.tf"}),
    {
        "apps/cv/docs/oversight.md": {"override": SOMEWHERE},
        "infra/logs.tf": {"aws_cloudwatch_log_group.inference": SOMEWHERE},
    },
    {},
)


def _messages(reference: str) -> list[tuple[str, int, int]]:
    rule = next(each for each in load((), python_checks=dict(CHECKS)) if each.id == "AIA006")
    made = system(artifact(f"logging:\n  evidence: '{reference}'\n", "apps/cv/aiact.yaml"))
    subject = Subject(SubjectKind.SYSTEM, made.id, made.home, made.facts)
    found = evidence(Scope(rule, made, subject, (made,), REPOSITORY, law.load()))
    return [(each.message, location(each.place).region.line, location(each.place).region.column) for each in found]


@pytest.mark.parametrize(
    "reference",
    [
        "docs/oversight.md",
        "docs/oversight.md#override",
        "docs/training.pdf",
        "docs",
        "../../infra/logs.tf#aws_cloudwatch_log_group.inference",
        "/infra/logs.tf#aws_cloudwatch_log_group.inference",
        "https://acme.eu/logs",
    ],
)
def test_resolves(reference: str) -> None:
    assert _messages(reference) == []


@pytest.mark.parametrize(
    ("reference", "flaw"),
    [
        ("docs/oversigt.md", "there is no file 'apps/cv/docs/oversigt.md'; did you mean 'apps/cv/docs/oversight.md'?"),
        ("docs/oversight.md#overide", "the file holds nothing called 'overide'; did you mean 'override'?"),
        ("docs/training.pdf#page-3", "the file is of a kind in which nothing can be named"),
        ("../../../secrets/x.md", "it points outside the linted files"),
        ("/infra/log.tf#x.y", "there is no file 'infra/log.tf'; did you mean 'infra/logs.tf'?"),
    ],
)
def test_does_not_resolve(reference: str, flaw: str) -> None:
    end = "" if flaw.endswith("?") else "."
    assert _messages(reference) == [(f"The evidence '{reference}' does not resolve: {flaw}{end}", 2, 13)]


@pytest.mark.parametrize(
    ("reference", "path", "anchor"),
    [
        ("docs/a.md#b", "x/docs/a.md", "b"),
        ("./docs//a.md", "x/docs/a.md", ""),
        ("../a.tf#t.n", "a.tf", "t.n"),
        ("/a.tf", "a.tf", ""),
        ("#section", "x/aiact.yaml", "section"),
        ("../../a", "../a", ""),
    ],
)
def test_references_start_where_they_are_stated(reference: str, path: str, anchor: str) -> None:
    assert resolve(reference, "x/aiact.yaml") == EvidencePath(path, anchor)
