"""`dataclasses.dataclass`, whose methods are made when they are first called.

The standard one compiles up to seven methods a class while a module is imported, half a millisecond each class: for the
hundreds of classes of this program more than starting Python and click together, and most runs use a few of them.
"""

from __future__ import annotations

import dataclasses
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(*, frozen: bool = False, slots: bool = False, eq: bool = True):
        """The decorator, for classes with no dataclass above them; others get the standard one."""

        def decorated(cls: type) -> type:
            if any(map(dataclasses.is_dataclass, cls.__mro__)):
                return dataclasses.dataclass(frozen=frozen, slots=slots, eq=eq)(cls)
            return (_with_slots if slots else _in_place)(cls, frozen, eq)

        return decorated


class _Fields:
    """`__dataclass_fields__`, by which `fields`, `replace` and `asdict` know a dataclass."""

    def __get__(self, instance: object, cls: type) -> Any:
        owner = _owner(cls)
        if owner not in _fields:
            body, _ = _how[owner]
            bare: Any = dataclasses.dataclass(init=False, repr=False, eq=False, match_args=False)  # compiles nothing
            _fields[owner] = bare(type(owner.__name__, (), {"__doc__": "", **body})).__dataclass_fields__
        return _fields[owner]


class _Parameters:
    """`__dataclass_params__`, which a dataclass below this one asks for."""

    def __get__(self, instance: object, cls: type) -> Any:
        return _standard(_owner(cls)).__dataclass_params__


_how: dict[type, tuple[dict[str, Any], dict[str, Any]]] = {}
"""For each class what its standard counterpart is made of: its body, and the options."""
_fields: dict[type, Any] = {}
_made: dict[type, Any] = {}


def _owner(cls: type) -> type:
    """The class itself, or the one above it that the decorator was put on."""
    return next(each for each in cls.__mro__ if each in _how)


def _standard(cls: type) -> Any:
    """The standard dataclass with the same fields, whose methods do the work that is seldom done."""
    if cls not in _made:
        body, options = _how[cls]
        _made[cls] = dataclasses.dataclass(**options)(type(cls.__name__, (), dict(body)))
    return _made[cls]


def _with_slots(cls: type, frozen: bool, eq: bool) -> type:
    names = tuple(cls.__annotations__)
    body = {key: value for key, value in cls.__dict__.items() if key not in ("__dict__", "__weakref__", *names)}
    body.update(__slots__=names, **_methods(cls, frozen, eq))
    made = type(cls)(cls.__name__, cls.__bases__, body)
    _how[made] = (_counterpart(cls), {"frozen": frozen, "eq": eq})
    return made


def _in_place(cls: type, frozen: bool, eq: bool) -> type:
    _how[cls] = (_counterpart(cls), {"frozen": frozen, "eq": eq})
    for name, value in _methods(cls, frozen, eq).items():
        setattr(cls, name, value)
    for name in cls.__annotations__:
        default = cls.__dict__.get(name)
        if isinstance(default, dataclasses.Field):
            if default.default is dataclasses.MISSING:
                delattr(cls, name)
            else:
                setattr(cls, name, default.default)
    return cls


def _counterpart(cls: type) -> dict[str, Any]:
    described = ("__module__", "__qualname__", "__doc__", "__post_init__", *cls.__annotations__)
    body = {key: cls.__dict__[key] for key in described if key in cls.__dict__}
    return {**body, "__annotations__": cls.__annotations__}


def _methods(cls: type, frozen: bool, eq: bool) -> dict[str, Any]:
    """What the decorator adds to a class."""
    wanted = ["__init__", "__repr__", *(["__eq__"] if eq else []), *(["__hash__"] if eq and frozen else [])]
    found: dict[str, Any] = {"__match_args__": tuple(cls.__annotations__)}
    found.update(__dataclass_fields__=_Fields(), __dataclass_params__=_Parameters())
    found.update((name, _first_call(name)) for name in wanted if name not in cls.__dict__ or name == "__hash__")
    if eq and not frozen:
        found["__hash__"] = None
    if frozen:
        found.update(__setattr__=_refuse, __delattr__=_refuse)
    return found


def _first_call(method: str) -> Any:
    """A method that puts the real one in its own place and calls that."""
    makers = {"__init__": _initialiser, "__eq__": _equality, "__hash__": _hash}

    def call(self: object, *positional: object, **named: object) -> object:
        owner = _owner(type(self))
        function = makers[method](owner) if method in makers else getattr(_standard(owner), method)
        type.__setattr__(owner, method, function)
        return function(self, *positional, **named)

    call.__name__ = method
    return call


def _equality(cls: type) -> Any:
    values = _values(cls)
    if values is None:
        return _standard(cls).__eq__

    def __eq__(self: object, other: object) -> bool:  # noqa: N807  # its name is seen in tracebacks
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    return __eq__


def _hash(cls: type) -> Any:
    values = _values(cls)
    return _standard(cls).__hash__ if values is None else lambda self: hash(values(self))


def _values(cls: type) -> Any:
    """What gives the values of an instance as a tuple, by which it is compared; None where it is not that simple."""
    fields = dataclasses.fields(cls)
    simple = len(fields) > 1 and all(each.compare and each.hash is None for each in fields)
    return attrgetter(*(each.name for each in fields)) if simple else None


def _initialiser(cls: type) -> Any:
    """`__init__` alone, as the standard one writes it: one thing compiled instead of five for most classes."""
    body, _ = _how[cls]
    known: dict[str, Any] = {"_set": object.__setattr__}
    arguments, lines = ["self"], []
    for name in body["__annotations__"]:
        default: Any = body.get(name, dataclasses.MISSING)
        factory, value = default, name
        if isinstance(default, dataclasses.Field):
            if not default.init or default.kw_only is True:
                return _standard(cls).__init__
            default, factory = default.default, default.default_factory
            if factory is not dataclasses.MISSING:
                known[f"_make_{name}"] = factory
                default, value = dataclasses.MISSING, f"_make_{name}() if {name} is _default_{name} else {name}"
        given = name if factory is default is dataclasses.MISSING else f"{name}=_default_{name}"
        known[f"_default_{name}"] = default
        arguments.append(given)
        lines.append(f"_set(self, {name!r}, {value})")
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    code = f"def __init__({', '.join(arguments)}):\n " + "\n ".join(lines or ["pass"])
    exec(code, known)  # noqa: S102  # names of fields, as dataclasses does it
    made = known["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


def _refuse(_self: object, name: str, _value: object = None) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")
