"""A lazy dataclass does what the standard one does, in whatever order its methods are first called."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiact_lint.lazy_dataclass import dataclass


def _pair(**options: bool) -> tuple[Any, Any]:
    """The same class made by both decorators."""
    made = []
    for decorator in (dataclass, dataclasses.dataclass):

        class Thing:
            """Words."""

            a: int
            b: str = "b"
            c: list[int] = dataclasses.field(default_factory=list)
            d: tuple[int, ...] = dataclasses.field(default=(), repr=False)

            @property
            def double(self) -> int:
                return self.a * 2

            @classmethod
            def of(cls, a: int) -> Any:
                made: Any = cls
                return made(a)

        made.append(decorator(**options)(Thing))
    return made[0], made[1]


_OPTIONS = [
    {"frozen": True, "slots": True},
    {"frozen": True, "slots": True, "eq": False},
    {"slots": True},
    {"slots": True, "eq": False},
    {"frozen": True},
    {"frozen": True, "eq": False},
    {},
    {"eq": False},
]


def _outcome(call: Callable[[Any], object], cls: Any) -> object:
    try:
        return call(cls)
    except Exception as error:  # noqa: BLE001,RUF100  # what is compared is how each fails
        return type(error).__name__


_CALLS: list[Callable[[Any], object]] = [
    lambda cls: repr(cls(1)).replace(cls.__qualname__, ""),
    lambda cls: repr(cls(1, c=[2], d=(3,))).replace(cls.__qualname__, ""),
    lambda cls: cls(1, "x") == cls(1, "x"),
    lambda cls: cls(1) == cls(2),
    lambda cls: cls(1) == 1,
    lambda cls: hash(cls(1, d=(1,), c=())) == hash(cls(1, d=(1,), c=())),
    lambda cls: hash(cls(1)),
    lambda cls: cls(),
    lambda cls: cls(1, 2, 3, 4, 5),
    lambda cls: cls(1, e=2),
    lambda cls: cls(1).c is cls(1).c,
    lambda cls: cls.of(3).double,
    lambda cls: dataclasses.replace(cls(1), a=5).double,
    lambda cls: [(each.name, each.default) for each in dataclasses.fields(cls)][:2],
    lambda cls: dataclasses.asdict(cls(1)),
    lambda cls: dataclasses.is_dataclass(cls(1)),
    lambda cls: setattr(cls(1), "a", 2),
    lambda cls: delattr(cls(1), "a"),
    lambda cls: setattr(cls(1), "e", 2) if "__slots__" not in vars(cls) else "",  # there the standard one stumbles
    lambda cls: cls(1).b + cls.b if "__slots__" not in vars(cls) else "",
    lambda cls: hasattr(cls, "c"),
    lambda cls: hasattr(cls(1), "c"),
    lambda cls: cls(1, d=(1,)) == cls(1),
    lambda cls: (cls(1) != cls(1), cls(float("nan")) == cls(float("nan"))),
    lambda cls: cls.__match_args__,
    lambda cls: cls.__doc__,
    lambda cls: getattr(cls, "__slots__", None),
    lambda cls: cls.__name__,
]


@pytest.mark.parametrize("options", _OPTIONS, ids=str)
@given(st.permutations(range(len(_CALLS))))
def test_both_do_the_same(options: dict[str, bool], order: list[int]) -> None:
    lazy, standard = _pair(**options)
    for at in order:
        if options.get("eq") is False and at in (2, 5, 6):
            continue  # identity and its hash differ from object to object
        assert _outcome(_CALLS[at], lazy) == _outcome(_CALLS[at], standard), at


def test_nothing_is_compiled_before_it_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[type] = []
    standard = dataclasses.dataclass

    def counted(**options: bool) -> Callable[[type], type]:
        def decorated(cls: type) -> type:
            if options.get("repr", True):  # without methods it compiles nothing
                made.append(cls)
            return standard(**options)(cls)

        return decorated

    monkeypatch.setattr(dataclasses, "dataclass", counted)
    lazy, _ = _pair(frozen=True, slots=True)
    made.clear()
    first = lazy(1)
    assert made == []
    assert first == lazy(1)
    assert made == []
    assert repr(first)
    assert len(made) == 1


def test_what_follows_the_initialiser_is_called() -> None:
    @dataclass(slots=True)
    class Plain:
        seen: list[int]

        def __post_init__(self) -> None:
            self.seen.append(1)

    @dataclass(slots=True)
    class Later:
        seen: list[int]
        last: int = dataclasses.field(init=False)

        def __post_init__(self) -> None:
            self.last = 7

    assert Plain([]).seen == [1]
    assert Later([]).last == 7


def test_a_dataclass_below_one_has_the_fields_of_both() -> None:
    @dataclass(frozen=True)
    class Above:
        a: int

    @dataclass(frozen=True)
    class Below(Above):
        b: int

    assert Below(1, 2) == Below(1, 2) != Below(1, 3)
    assert (Above(1), hash(Above(1))) == (Above(1), hash(Above(1)))
    assert dataclasses.asdict(Below(1, 2)) == {"a": 1, "b": 2}
