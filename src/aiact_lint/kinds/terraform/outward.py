"""What stands in files that nobody here can change is marked on the call that brings it in."""

from __future__ import annotations

from dataclasses import replace

from aiact_lint.kinds.terraform.instance import Instance
from aiact_lint.kinds.terraform.plan import is_plan
from aiact_lint.kinds.terraform.vendored import is_vendored
from aiact_lint.subjects import Artifact, Place, Subject, Value


def call_of(instance: Instance) -> Place | None:
    """The innermost call in a file of the repository that brings in a module from elsewhere; None for its own."""
    if not _is_foreign(instance):
        return None
    own = [call.block for call in instance.calls if not _is_foreign(call.caller)]
    return own[-1].name_place if own else None


def _is_foreign(instance: Instance) -> bool:
    """Vendored, or known from a plan only."""
    return is_vendored(instance.module.folder) or is_plan(instance.module.documents[0])


def outward(artifact: Artifact, call: Place) -> Artifact:
    """The artifact with every mark on a file of the repository; words that only a foreign file has are left out."""
    return replace(
        artifact,
        place=_moved(artifact.place, call),
        title=None,
        subjects=tuple(_subject(each, call) for each in artifact.subjects),
        statements=tuple(replace(each, value=_value(each.value, call)) for each in artifact.statements),
        texts=tuple(each for each in artifact.texts if not _stands_outside(each.place)),
    )


def _subject(subject: Subject, call: Place) -> Subject:
    facts = {name: _value(each, call) for name, each in subject.facts.items()}
    return replace(subject, place=_moved(subject.place, call), facts=facts)


def _value(value: Value, call: Place) -> Value:
    return replace(value, place=_moved(value.place, call))


def _moved(place: Place, call: Place) -> Place:
    return replace(call, through=(place,)) if _stands_outside(place) else place


def _stands_outside(place: Place) -> bool:
    return is_vendored(place.document.source.folder) or is_plan(place.document)
