"""CEL over the facts of a subject (`fact_maps`): programs, and what they say of a subject.

An expression whose result depends on a value that is not in the files is inconclusive.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache as once
from pathlib import Path
from typing import TYPE_CHECKING, cast

from aiact_lint import cache
from aiact_lint.checks.cel_text import names_in, only_asks_each
from aiact_lint.checks.fact_maps import facts_of, is_large, unknown_facts
from aiact_lint.rule import Check
from aiact_lint.subjects import Subject, SubjectKind, Value

if TYPE_CHECKING:
    from cel_expr_python.cel import Activation, Env, Expression

    from aiact_lint.system import System


class ExpressionError(Exception):
    """A CEL expression that does not compile, or fails on a subject."""


class TooMuchError(ExpressionError):
    """An expression that would take more steps than CEL allows (10,000 passes through loops) on a large system."""


@once
def _environment() -> Env:
    from cel_expr_python import cel

    return cel.NewEnv(variables={"self": cel.Type.DYN})


class _Programs:
    """Programs by expression: of this process, and as an earlier run wrote them.

    Reading one takes a tenth of making it, and most rules of a run are never evaluated.
    """

    def __init__(self) -> None:
        self._ready: dict[str, Expression] = {}
        self._written: dict[str, bytes] = {}
        self._entry = ""
        self._wanted: frozenset[str] = frozenset()

    def of(self, expression: str) -> Expression:
        """The program of an expression. Raises `ExpressionError`."""
        program = self._ready.get(expression)
        if program is None:
            program = self._ready[expression] = self._made(expression)
        return program

    def load(self, expressions: Iterable[str]) -> None:
        """Have the programs of some expressions at hand, as far as the cache has them."""
        from cel_expr_python import cel

        wanted = frozenset(filter(None, expressions))
        if wanted == self._wanted and self._entry:
            return
        self._wanted = wanted
        self._entry = cache.key(sorted(self._wanted), cache.identity([Path(cel.__file__)]))
        self._written = cast("dict[str, bytes] | None", cache.load("programs", self._entry)) or {}

    def save(self) -> None:
        """Add to the cache what it does not have of them; those that no run has needed are not made for it."""
        new = (self._wanted & self._ready.keys()) - self._written.keys() if self._entry else ()
        if new:
            self._written = {**self._written, **{each: self._ready[each].serialize() for each in sorted(new)}}
            cache.save("programs", self._entry, self._written)

    def _made(self, expression: str) -> Expression:
        if expression in self._written:
            return _environment().deserialize(self._written[expression])
        try:
            return _environment().compile(expression)
        except Exception as error:  # the library raises its own and plain errors alike
            raise ExpressionError(f"{expression!r} does not compile: {error}") from error


_programs = _Programs()


def prepare(expressions: Iterable[str]) -> None:
    """Get ready for rules with these expressions; does nothing without a cache."""
    if cache.in_use():
        _programs.load(expressions)


def keep() -> None:
    """Keep for later runs what was made since `prepare`."""
    _programs.save()


def compiled(expression: str) -> Expression:
    """The program of an expression. Raises `ExpressionError`."""
    return _programs.of(expression)


def _holds(expression: str, facts: Activation) -> bool:
    """Whether a boolean expression holds. Raises `ExpressionError`, also where the result is not a boolean."""
    program = compiled(expression)
    try:
        result = program.eval(facts).plain_value()
    except Exception as error:
        if "Iteration budget" in str(error):
            raise TooMuchError(f"{expression!r} takes too many steps") from error
        raise ExpressionError(f"{expression!r} fails: {error}") from error
    if not isinstance(result, bool):
        raise ExpressionError(f"{expression!r} gives {result!r} instead of true or false")
    return result


def judge(check: Check, subject: Subject, system: System) -> bool | Value:
    """Whether a rule's `assert` holds for a subject (or its `when` does not), or the unknown value that decides it.

    A value that the files do not hold only matters where the result would change with it: that is tried.
    """
    names = names_in(check.when) | names_in(check.assertion)
    unknown = [value for step, value in _unknown(subject, system) if step in names][:_MOST_UNKNOWN]
    if not unknown:
        return _passes(check, _given(check, subject, system, names))
    result = _tried(check, _given(check, subject, system, names))
    for group in (*([each] for each in unknown), unknown):
        for probe in _PROBES:
            guesses = {id(each): probe for each in group}
            facts = facts_of(subject, system, guesses, names, distinct=_is_distinct(check))
            guessed = _tried(check, _environment().Activation({"self": facts}))
            if guessed is not None and guessed != result:
                return group[0]
    return unknown[0] if result is None else result


_PROBES: tuple[object, ...] = (True, False, 0, 1, 1_000_000_000, "?", ())
"""What an unknown value might be."""

_MOST_UNKNOWN = 20


def _unknown(subject: Subject, system: System) -> list[tuple[str, Value]]:
    """`unknown_facts`, worked out once a subject: most have none."""
    key = ("unknown", "system" if subject.kind is SubjectKind.SYSTEM else id(subject))
    if key not in system.given:
        system.given[key] = list(unknown_facts(subject, system))
    return cast("list[tuple[str, Value]]", system.given[key])


def _given(check: Check, subject: Subject, system: System, names: frozenset[str]) -> Activation:
    """The known facts of a subject in CEL's own form, which takes longer to make than to evaluate: once a subject."""
    distinct = False
    if subject.kind is not SubjectKind.SYSTEM:
        key: object = (id(subject), "headings" in names)
    elif "subjects" in names and is_large(system) and _is_distinct(check):
        distinct, key = True, names
    else:
        key = ("system", "subjects" in names, "headings" in names)
    if key not in system.given:
        facts = facts_of(subject, system, names=names, distinct=distinct)
        system.given[key] = _environment().Activation({"self": facts})
    return system.given[key]


def _is_distinct(check: Check) -> bool:
    return only_asks_each(check.when) and only_asks_each(check.assertion)


def _passes(check: Check, facts: Activation) -> bool:
    return (bool(check.when) and not _holds(check.when, facts)) or _holds(check.assertion, facts)


def _tried(check: Check, facts: Activation) -> bool | None:
    """The same, None where such facts make no sense to the expression."""
    try:
        return _passes(check, facts)
    except ExpressionError:
        return None
