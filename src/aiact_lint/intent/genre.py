"""What kind of document it is: about a thing that acts, or about tests, data, laws, stories and the like."""

from __future__ import annotations

from collections.abc import Sequence

from aiact_lint.intent.context import Surroundings
from aiact_lint.intent.marks import Marks
from aiact_lint.intent.reading import Line, Read
from aiact_lint.subjects import Text, TextRole

_DECLARED = frozenset({TextRole.PURPOSE, TextRole.DESCRIPTION})
_OPENING_WORDS = 6
_LONGEST_TITLE = 300
"""Characters; what is longer is cut."""
_DATASET_KEYS = ("task_categories", "pretty_name", "dataset_info", "size_categories")
_MODEL_KEYS = ("library_name", "pipeline_tag", "base_model", "model-index")


def is_of_another_genre(reads: Sequence[Read], surroundings: Surroundings, opening: Text | None) -> bool:
    """Whether nothing in the artifact is a statement about what the thing does.

    Its title, its front matter or its first sentence says that it is a dataset, a test suite, a filter, a checklist, a
    linter, a story or a simulation.
    """
    texts = [read.text for read in reads if read.text is not None]
    if not texts:
        return False
    return (
        _is_dataset_card(texts[0])
        or _opens_as_suite(reads, surroundings.marks, opening)
        or _has_such_a_title(texts, surroundings)
    )


def _has_such_a_title(texts: Sequence[Text], surroundings: Surroundings) -> bool:
    """ "AI Act flash cards", "German Credit (the data set)" as the first heading."""
    title = next((text.headings[0] if text.headings else text.raw for text in texts if _titled(text)), "")
    marks = surroundings.marks
    return any(
        _names_genre(line, marks) or any(mask & marks.data_noun for _, _, mask in line.hits)
        for line in surroundings.read(title[:_LONGEST_TITLE]).lines[:1]
    )


def _titled(text: Text) -> bool:
    return bool(text.headings) or text.role is TextRole.TITLE


def _is_dataset_card(text: Text) -> bool:
    """Its front matter has keys of data cards and none of model cards."""
    data = text.place.document.data
    matter = data.get("front_matter") if isinstance(data, dict) else None
    if not isinstance(matter, dict):
        return False
    return any(key in matter for key in _DATASET_KEYS) and not any(key in matter for key in _MODEL_KEYS)


def _opens_as_suite(reads: Sequence[Read], marks: Marks, opening: Text | None) -> bool:
    for read in reads:
        if read.text is None or not read.lines or not (read.text is opening or read.text.role in _DECLARED):
            continue
        return _is_suite(read.lines[0], marks) or _names_genre(read.lines[0], marks)
    return False


def _is_suite(line: Line, marks: Marks) -> bool:
    """ "Benchmark for …", "Evaluation suite."; not "Trained on a dataset of …"."""
    early = [mask for start, _, mask in line.hits if start < line.sentence.first + _OPENING_WORDS]
    trained = any(mask & (marks.data | marks.evaluate) and not mask & marks.suite for mask in early)
    return any(mask & marks.suite for mask in early) and not trained


def _names_genre(line: Line, marks: Marks) -> bool:
    """ "Flash cards on the AI Act", anywhere in the sentence unless it is denied."""
    denials = [start for start, _, mask in line.hits if mask & (marks.deny | marks.negation | marks.without)]
    return any(mask & marks.genre and not any(denial < start for denial in denials) for start, _, mask in line.hits)
