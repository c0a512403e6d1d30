"""Objects that hold settings: ConfigMaps, and what any other object (a route, a flag, a scaler) says."""

from __future__ import annotations

from collections.abc import Iterator

from aiact_lint.kinds.cursor import Cursor
from aiact_lint.kinds.kubernetes.config_maps import entries
from aiact_lint.kinds.kubernetes.objects import Object
from aiact_lint.kinds.setting_texts import setting_texts
from aiact_lint.subjects import Reference, ReferenceKind, Subject, SubjectKind, Text, Value

_MAX_FACTS = 300
_MAX_DEPTH = 10

_SILENT = frozenset(("Secret", "CustomResourceDefinition"))
"""Kinds whose content is never looked at."""

_MONITORS = frozenset(("ServiceMonitor", "PodMonitor", "PrometheusRule", "PodMonitoring", "VMServiceScrape", "VMRule"))
"""Kinds that collect metrics of workloads or raise alerts on them."""


def subject(of: Object) -> Subject | None:
    """The settings of an object as facts `setting.<key>`; None where it has none.

    Of a ConfigMap the keys of its data, with nested files as they are; of other objects the scalars of `spec` and
    `data` by their dotted path. `monitoring` is True for what collects metrics or raises alerts.
    """
    facts = dict(_facts(of))
    if of.kind in _MONITORS:
        facts["monitoring"] = Value(True, of.top.at("kind").place)
    return Subject(SubjectKind.SETTINGS, of.name, of.place, facts) if facts else None


def _facts(of: Object) -> Iterator[tuple[str, Value]]:
    if of.kind in _SILENT:
        return
    if of.kind == "ConfigMap":
        for key, value in entries(of):
            yield f"setting.{key}", value.value(value.text)
        return
    left = _MAX_FACTS
    for part in ("spec", "data"):
        for name, value in _leaves(of.top.at(part), part, _MAX_DEPTH):
            if not left:
                return
            left -= 1
            yield f"setting.{name}", value.value()


def _leaves(at: Cursor, name: str, depth: int) -> Iterator[tuple[str, Cursor]]:
    if isinstance(at.data, str | int | float):
        yield name, at
    elif depth:
        for key, value in at.entries():
            yield from _leaves(value, f"{name}.{key}", depth - 1)
        for index, value in enumerate(at.items()):
            yield from _leaves(value, f"{name}.{index}", depth - 1)


def texts(of: Object) -> Iterator[Text]:
    """The texts of a ConfigMap's entries."""
    if of.kind == "ConfigMap":
        for key, value in entries(of):
            yield from setting_texts(key, value.key_place, value.data, value.text_place)


def references(of: Object) -> Iterator[Reference]:
    """What a scaler scales, and the workload that a rollout takes its pods from."""
    for key in ("scaleTargetRef", "workloadRef"):
        target = of.top.at("spec", key)
        kind, name = target.at("kind"), target.at("name")
        if name.text and name.is_known:
            yield Reference(ReferenceKind.OBJECT, f"{kind.text or 'Deployment'}/{name.text}", name.place)
