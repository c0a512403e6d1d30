"""`dataclasses.dataclass`, whose methods are made when they are first called.

The standard one compiles up to seven methods a class while a module is imported, half a millisecond each class: for the
hundred classes of this program more than starting Python and click together, and most runs use a few of them.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(*, frozen: bool = False, slots: bool = False, eq: bool = True):
        """The decorator, for classes with slots and no dataclass above them; others get the standard one."""

        def decorated(cls: type) -> type:
            if not slots or any(map(dataclasses.is_dataclass, cls.__mro__)):
                return dataclasses.dataclass(frozen=frozen, slots=slots, eq=eq)(cls)
            return _lazy(cls, frozen, eq)

        return decorated


class _Fields:
    """`__dataclass_fields__`, by which `fields`, `replace` and `asdict` know a dataclass."""

    def __get__(self, instance: object, cls: type) -> Any:
        return _standard(cls).__dataclass_fields__


class _Parameters:
    """`__dataclass_params__`, which a dataclass below this one asks for."""

    def __get__(self, instance: object, cls: type) -> Any:
        return _standard(cls).__dataclass_params__


_how: dict[type, tuple[dict[str, Any], dict[str, Any]]] = {}
"""For each class what its standard counterpart is made of: its body, and the options."""
_made: dict[type, Any] = {}


def _standard(cls: type) -> Any:
    """The standard dataclass with the same fields, whose methods do the work."""
    if cls not in _made:
        body, options = _how[cls]
        _made[cls] = dataclasses.dataclass(**options)(type(cls.__name__, (), dict(body)))
    return _made[cls]


def _lazy(cls: type, frozen: bool, eq: bool) -> type:
    names = tuple(cls.__annotations__)
    body = {key: value for key, value in cls.__dict__.items() if key not in ("__dict__", "__weakref__")}
    described = {"__module__", "__qualname__", "__doc__", *names}
    counterpart = {"__annotations__": cls.__annotations__}
    counterpart.update((key, value) for key, value in body.items() if key in described)
    body = {key: value for key, value in body.items() if key not in names}
    body.update(
        __slots__=names, __match_args__=names, __dataclass_fields__=_Fields(), __dataclass_params__=_Parameters()
    )
    methods = ["__init__", "__repr__"]
    if eq:
        methods.append("__eq__")
        if frozen:
            methods.append("__hash__")
        else:
            body["__hash__"] = None
    for method in methods:
        if method not in body or method == "__hash__":
            body[method] = _first_call(method)
    if frozen:
        body.update(__setattr__=_refuse, __delattr__=_refuse)
    made = type(cls)(cls.__name__, cls.__bases__, body)
    _how[made] = (counterpart, {"frozen": frozen, "eq": eq})
    return made


def _first_call(method: str) -> Any:
    """A method that puts the standard one in its own place and calls that."""

    def call(self: object, *positional: object, **named: object) -> object:
        owner = next(cls for cls in type(self).__mro__ if cls in _how)
        function = _initialiser(owner) if method == "__init__" else getattr(_standard(owner), method)
        type.__setattr__(owner, method, function)
        return function(self, *positional, **named)

    call.__name__ = method
    return call


def _initialiser(cls: type) -> Any:
    """`__init__` alone, as the standard one writes it: one thing compiled instead of five for most classes."""
    body, _ = _how[cls]
    known: dict[str, Any] = {}
    arguments, lines = ["self"], []
    for name in cls.__slots__:  # type: ignore[attr-defined]
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
        known[f"_set_{name}"] = cls.__dict__[name].__set__  # the slot itself: a third faster than object.__setattr__
        arguments.append(given)
        lines.append(f"_set_{name}(self, {value})")
    code = f"def __init__({', '.join(arguments)}):\n " + "\n ".join(lines or ["pass"])
    exec(code, known)  # noqa: S102  # names of fields, as dataclasses does it
    made = known["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


def _refuse(_self: object, name: str, _value: object = None) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")
