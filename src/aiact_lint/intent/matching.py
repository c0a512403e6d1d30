"""Frames against lines: which frames are filled, by which words, and which filling is the best."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aiact_lint.intent.frames import Frame
from aiact_lint.intent.marks import Hit
from aiact_lint.intent.scopes import Placed
from aiact_lint.intent.stage import Filled, Stage
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.subjects import TextRole

_WEIGHT = {
    TextRole.PURPOSE: 6,
    TextRole.PROSE: 5,
    TextRole.LIST_ITEM: 5,
    TextRole.TABLE_CELL: 5,
    TextRole.DESCRIPTION: 5,
    TextRole.PROMPT: 5,
    TextRole.TITLE: 3,
    TextRole.TAG: 2,
    TextRole.RESOURCE_TYPE: 2,
    TextRole.NAME: 1,
}
"""How decisive a statement is by where it stands; a sentence counts more than a title, a title more than a name."""
_SENTENCE = 4
_WEAK = frozenset({TextRole.NAME, TextRole.RESOURCE_TYPE})
"""Names only raise questions."""
_MOST_CHOICES = 4
"""Candidates for one slot; keeps the search small in a sentence that repeats itself."""
_MOST_HEADS = 12
"""Heads tried in one sentence."""
_FULL = 2
"""Slots beside the head that make a statement complete."""
_TOO_FAR = 1 << 60

Rank = tuple[int, ...]
"""Sure, a whole sentence, the opening of a long artifact, under a heading that announces uses, slots filled in the line
itself, weight, and place."""


@dataclass(frozen=True, slots=True, eq=False)
class Match:
    """A frame filled at one line."""

    frame: Frame
    place: Placed
    head: Hit
    filled: tuple[Filled, ...]
    sure: bool
    rank: Rank


def best_matches(stage: Stage, frames: Sequence[Frame]) -> dict[str, Match]:
    """Signal id → its best filling: the most decisive one and, of equals, the first."""
    heads = 0
    for frame in frames:
        heads |= frame.head
    best: dict[str, Match] = {}
    fitting: dict[tuple[int, int], tuple[Frame, ...]] = {}
    for number, place in enumerate(stage.lines):
        if place.line.context & heads:
            key = (place.line.mask, place.line.context)
            if key not in fitting:
                fitting[key] = tuple(frame for frame in frames if key[1] & frame.head and _has_words(frame, *key))
            for frame in _candidates(stage, place, number, fitting[key], best):
                found = _fill(stage, place, number, frame)
                if found is not None and (frame.id not in best or found.rank > best[frame.id].rank):
                    best[frame.id] = found
    return best


def _has_words(frame: Frame, live: int, told: int) -> bool:
    """Whether a line that names these concepts can fill the frame's own slots; the same for all lines that do."""
    mask = told if frame.data else live
    return bool(mask & frame.head) and all(mask & slot for slot in frame.beside)


def _candidates(
    stage: Stage, place: Placed, number: int, frames: Sequence[Frame], best: dict[str, Match]
) -> Iterator[Frame]:
    """The frames whose surroundings fit and that could beat what has been found."""
    near, against, role = place.near, place.line.against, place.text.role
    heard = id(place.text) in stage.heard
    for frame in frames:
        if against & frame.unless or near & frame.unless_near or stage.named & frame.unless_card:
            continue
        if frame.roles and (role.value not in frame.roles or (role is TextRole.TITLE and not heard)):
            continue
        if frame.id in stage.strayed and not _comes_to(place, frame, stage.strayed[frame.id]):
            continue
        held = best.get(frame.id)
        if held is not None and _rank(stage, frame, place, number, 1 + frame.needs) <= held.rank:
            continue
        if all(near & slot for slot in frame.near) and all(stage.card & slot for slot in frame.card):
            yield frame


def _comes_to(place: Placed, frame: Frame, topic: int) -> bool:
    """Whether a line makes up for a document that is about something else.

    It stands where uses are told, under a heading that names the topic, or is a sentence of running text that says all
    a full frame asks for by itself.
    """
    if not topic:
        return False
    if place.around.favoured or place.around.mask & topic:
        return True
    own = [slot for slot in (*frame.beside, *frame.near) if place.line.mask & slot]
    return frame.sure and place.text.role is TextRole.PROSE and len(own) == frame.needs >= _FULL


def _rank(stage: Stage, frame: Frame, place: Placed, number: int, own: int) -> Rank:
    role = place.text.role
    weight = _WEIGHT[role]
    leads = stage.long and id(place.text) in stage.heard
    return (_sure(frame, place, role), weight >= _SENTENCE, leads, place.around.favoured, own, weight, -number)


def _sure(frame: Frame, place: Placed, role: TextRole) -> bool:
    return frame.sure and place.line.sure and role not in _WEAK


def _fill(stage: Stage, place: Placed, number: int, frame: Frame) -> Match | None:
    """The tightest filling of a frame in a line; None where the words stand too far apart."""
    best: tuple[int, Hit, list[Hit]] | None = None
    hits = place.line.told if frame.data else place.line.live
    heads = [hit for hit in hits if hit[2] & frame.head]
    guard = min((hit[0] for hit in place.line.live if hit[2] & frame.unless_before), default=_TOO_FAR)
    for head in heads[:_MOST_HEADS]:
        others = _beside(frame, head, hits)
        if others is not None:
            end = max([head[1], *(hit[1] for hit in others)])
            spread = end - min([head[0], *(hit[0] for hit in others)])
            if end <= guard and (best is None or spread < best[0]):
                best = (spread, head, others)
    if best is None:
        return None
    _, head, others = best
    filled: list[Filled] = [(place, hit) for hit in (head, *others)]
    own = len(filled)
    for slot in (*frame.near, *frame.card):
        where = _elsewhere(stage, place, number, slot)
        if where is not None:
            filled.append(where)
            own += where[0] is place
    return Match(
        frame, place, head, tuple(filled), _sure(frame, place, place.text.role), _rank(stage, frame, place, number, own)
    )


def _beside(frame: Frame, head: Hit, live: Sequence[Hit]) -> list[Hit] | None:
    """The nearest hits for the slots, none of them sharing words; None where one is missing or too far."""
    choices: list[list[Hit]] = []
    for slot in frame.beside:
        near = [(away, hit) for hit in live if hit[2] & slot and (away := _distance(hit, head)) <= frame.window]
        if not near:
            return None
        near.sort(key=lambda each: each[0])
        choices.append([hit for _, hit in near[:_MOST_CHOICES]])
    return _disjoint(choices, [head])


def _distance(hit: Hit, head: Hit) -> int:
    """Words between two hits; more than any window where they share words."""
    away = max(hit[0] - head[1], head[0] - hit[1])
    return away if away >= 0 else _TOO_FAR


def _disjoint(choices: Sequence[Sequence[Hit]], taken: list[Hit]) -> list[Hit] | None:
    """One hit from each choice, the first that fit beside each other; the head, first in `taken`, is left out."""
    if not choices:
        return taken[1:]
    for hit in choices[0]:
        if all(hit[1] <= other[0] or other[1] <= hit[0] for other in taken):
            found = _disjoint(choices[1:], [*taken, hit])
            if found is not None:
                return found
    return None


def _elsewhere(stage: Stage, place: Placed, number: int, slot: int) -> Filled | None:
    """Where a slot is filled: in the line itself, beside it, or first in the artifact; None where a heading does."""
    lines = stage.lines
    for one in (place, *lines[number + 1 : number + 2], *lines[max(0, number - 1) : number]):
        if one.line.mask & slot:
            return one, next(hit for hit in one.line.live if hit[2] & slot)
    if place.around.mask & slot:
        return None
    if slot not in stage.first:
        hits = ((one, hit) for one in lines if one.line.mask & slot for hit in one.line.live if hit[2] & slot)
        stage.first[slot] = next(hits, None)
    return stage.first[slot]
