"""AIA716: a bucket or container of the system that anybody may read (Art 15(5))."""

from __future__ import annotations

from collections.abc import Iterator

from aiact_lint.keys import kebab
from aiact_lint.rule import Problem, Scope, Unresolved
from aiact_lint.subjects import Artifact, Origin, Place, ReferenceKind, Value

_PUBLIC = {
    "acl": frozenset(("public-read", "public-read-write", "authenticated-read")),
    "container_access": frozenset(("blob", "container")),
}
_EVERYBODY = frozenset(("allUsers", "allAuthenticatedUsers"))
_BLOCKS = ("block_public_acls", "ignore_public_acls", "block_public_policy", "restrict_public_buckets")


def public_store(scope: Scope) -> Iterator[Problem | Unresolved]:
    """Stores that belong to the system, and the resources that say who may reach them."""
    stores = [each for each in scope.system.artifacts if any("store" in subject.facts for subject in each.subjects)]
    seen: set[str] = set()
    for store in stores:
        about = (store, *_about(store, scope))
        if any("website" in subject.facts for artifact in about for subject in artifact.subjects):
            continue  # what it holds is there for everybody to see
        for artifact in about:
            if f"{artifact.file}#{artifact.anchor}" in seen:
                continue
            seen.add(f"{artifact.file}#{artifact.anchor}")
            yield from _judged(scope, store, artifact)


def _about(store: Artifact, scope: Scope) -> Iterator[Artifact]:
    """Resources that name a store: its access list, its public access block, its members."""
    prefix = f"{ReferenceKind.RESOURCE}:"
    own = {name.removeprefix(prefix) for name in store.names if name.startswith(prefix)}
    for artifact in scope.repository.artifacts.values():
        names = {each.value for each in artifact.references if each.kind is ReferenceKind.RESOURCE}
        if artifact.ai is None and artifact is not store and own & names:
            yield artifact


def _judged(scope: Scope, store: Artifact, artifact: Artifact) -> Iterator[Problem | Unresolved]:
    for subject in artifact.subjects:
        for fact, value in subject.facts.items():
            flaw = _flaw(fact, value)
            if flaw is None:
                continue
            if not value.known:
                yield Unresolved(
                    value.place, f"who may read '{store.name}' depends on a value that is not in the files"
                )
                return
            if flaw:
                message = scope.rule.message.replace("{store}", store.name).replace("{flaw}", flaw)
                related: tuple[tuple[Place, str], ...] = tuple((place, "written here") for place in value.via)
                if artifact is not store:
                    related = ((store.place, "the store"), *related)
                yield Problem(value.place, message, related=related)
                return


def _flaw(fact: str, value: Value) -> str | None:
    """What a fact says about access: words where it opens the store, "" where it does not, None if it is about else."""
    if fact in _PUBLIC:
        return f"its access is '{value.value}'" if kebab(str(value.value)) in _PUBLIC[fact] else ""
    if fact == "members":
        members = value.value if isinstance(value.value, tuple | list) else (value.value,)
        named = next((str(each) for each in members if str(each) in _EVERYBODY), None)
        return f"'{named}' has a role on it" if named else ""
    if fact in _BLOCKS and value.origin is not Origin.DEFAULT:
        return f"{fact} is off" if value.value is False else ""
    return None
