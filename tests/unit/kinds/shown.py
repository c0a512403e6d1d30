"""Every place that an artifact names, looked at as a report would."""

from __future__ import annotations

from aiact_lint.subjects import Artifact


def show(artifact: Artifact) -> None:
    """Fail for a place outside of its file."""
    source = artifact.document.source
    places = [
        artifact.place,
        *(each.place for each in artifact.references),
        *(each.place for each in artifact.texts),
        *(each.value.place for each in artifact.statements),
        *(each.place for each in artifact.subjects),
        *(fact.place for each in artifact.subjects for fact in each.facts.values()),
        *(via for each in artifact.subjects for fact in each.facts.values() for via in fact.via),
    ]
    for place in places:
        assert 0 <= place.span.start <= place.span.end <= len(source.text)
        assert source.region(place.span).line >= 1
