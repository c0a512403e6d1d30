"""AIA705 and AIA706: accuracy is declared in numbers, and a number meets the threshold that is set beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from aiact_lint.checks.pages import Page, card_pages, named_pages
from aiact_lint.lazy_pattern import compile_later
from aiact_lint.rule import Problem, Scope, Unresolved
from aiact_lint.subjects import Place, SubjectKind, Value
from aiact_lint.system import System

_METRICS = "accuracy.metrics"
_SECTION = compile_later(
    r"metric|result|performance|accuracy|benchmark|evaluation|genauigkeit|leistung|ergebnis|exactitude|précision|resultad"
    r"|résultat|precisión|exactitud",
    re.IGNORECASE,
)
_FIGURE = compile_later(r"\d[.,]\d|\d ?%|(?<![\w.])[01](?![\w.,])")
_NUMBER = compile_later(r"\s*[<>≤≥=]{0,2}\s*(-?\d{1,9}(?:[.,]\d{1,9})?)\s*(%)?\s*")
_LOWER_IS_BETTER = compile_later(
    r"error|loss|\b(?:wer|cer|mae|rmse|mse|fpr|fnr|eer|ece|brier|perplexity|latency)\b|false|gap|disparity|difference",
    re.IGNORECASE,
)
_HIGHER_IS_BETTER = compile_later(
    r"accuracy|precision|recall|sensitivity|specificity|f1|auc|exact[ _-]match"
    r"|\b(?:f-?score|roc|tpr|tnr|mcc|iou|dice|ndcg|bleu|map|kappa)\b",
    re.IGNORECASE,
)


def figures(scope: Scope) -> Iterator[Problem | Unresolved]:
    """Metrics with numbers: declared, in a card's results, or under a heading of the card or the named evidence."""
    system = scope.system
    if any("results" in card.facts for card in system.subjects(SubjectKind.CARD)):
        return
    named = named_pages(system, scope.repository, ("accuracy.evidence",))
    cards_show = any(_has_figures(page, everywhere=False) for page in card_pages(system))
    if named.elsewhere or cards_show or any(_has_figures(page, everywhere=True) for page in named.pages):
        return
    unknown = next(
        (each.value for key in _keys(system) for each in system.statements[key] if not each.value.known), None
    )
    stated = system.stated(_METRICS) or system.stated("accuracy")
    if stated is not None and stated.known and _shows_a_number(stated.value):
        return
    if unknown is not None:
        yield Unresolved(unknown.place, f"the value of '{unknown.value}' is not in the files")
    elif system.claims("accuracy") and system.has("accuracy"):
        message = f"The accuracy of '{system.id}' is stated without a number (Art 15(3))."
        yield Problem(system.place_for([_METRICS, "accuracy"]), message)
    else:
        yield Problem(system.place_for(["accuracy"]), scope.rule.message.replace("{name}", system.id))


def _keys(system: System) -> Iterator[str]:
    return (key for key in system.statements if key == "accuracy" or key.startswith("accuracy."))


def _shows_a_number(value: object) -> bool:
    if isinstance(value, Mapping):
        return _shows_a_number(value.get("value"))
    if isinstance(value, tuple | list):
        return any(_shows_a_number(each) for each in value)
    if isinstance(value, bool):
        return False
    return isinstance(value, int | float) or (isinstance(value, str) and _FIGURE.search(value) is not None)


def _has_figures(page: Page, *, everywhere: bool) -> bool:
    """Whether numbers stand in a page, for a card only under a heading that is about results."""
    under = 0
    for section in page.sections:
        level = section["level"]
        if level and level <= under:
            under = 0
        if not under and level and _SECTION.search(section["title"]):
            under = level
        if (everywhere or under) and any(_FIGURE.search(text) for text in _texts(section["blocks"])):
            return True
    return False


def _texts(blocks: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for block in blocks:
        if block["type"] == "table":
            yield from (cell for row in block["rows"] for cell in row)
        else:
            yield block["text"]


def thresholds(scope: Scope) -> Iterator[Problem | Unresolved]:
    """A declared value against the threshold declared beside it, where the metric's name says which way is better."""
    stated = scope.system.stated(_METRICS)
    if stated is None:
        return
    if not stated.known:
        yield Unresolved(stated.place, f"the value of '{stated.value}' is not in the files")
        return
    for index, metric in enumerate(stated.value if isinstance(stated.value, tuple) else ()):
        if isinstance(metric, Mapping) and _falls_short(metric):
            message = (
                f"The metric '{metric.get('name')}' is stated as {metric['value']}, short of its own threshold "
                f"{metric['threshold']} (Art 9(8))."
            )
            yield Problem(_value_place(stated, index), message)


def _falls_short(metric: Mapping[str, object]) -> bool:
    value, threshold = _number(metric.get("value")), _number(metric.get("threshold"))
    if value is None or threshold is None or value[1] != threshold[1]:
        return False
    name = str(metric.get("name", ""))
    if _LOWER_IS_BETTER.search(name):
        return value[0] > threshold[0]
    return _HIGHER_IS_BETTER.search(name) is not None and value[0] < threshold[0]


def _number(written: object) -> tuple[float, bool] | None:
    """A number and whether it is in percent."""
    if isinstance(written, bool) or not isinstance(written, int | float | str):
        return None
    match = _NUMBER.fullmatch(str(written)[:40])
    return (float(match[1].replace(",", ".")), bool(match[2])) if match else None


def _value_place(stated: Value, index: int) -> Place:
    item = stated.via[index] if index < len(stated.via) else stated.place
    path = (*item.path, "value")
    return Place(item.document, path) if path in item.document.values else item
