"""Pod specs: their containers, and the objects they name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from aiact_lint.kinds.containers import Container, Variable
from aiact_lint.kinds.cursor import Cursor, is_template
from aiact_lint.kinds.kubernetes.config_maps import ConfigMaps, entries
from aiact_lint.kinds.kubernetes.hardening import hardening
from aiact_lint.subjects import Origin, Reference, ReferenceKind, Value

_MAX_CONTAINERS = 100
_MAX_VARIABLES = 1_000


def containers(pod: Cursor, config_maps: ConfigMaps) -> Iterator[Container]:
    """The containers and init containers of a pod spec."""
    for item in list(pod.at("containers").items())[:_MAX_CONTAINERS]:
        if isinstance(item.data, dict):
            yield container(item, config_maps, pod=pod)
    for item in list(pod.at("initContainers").items())[:_MAX_CONTAINERS]:
        if isinstance(item.data, dict):
            # with restartPolicy Always it is a sidecar that keeps running
            yield container(item, config_maps, pod=pod, ends=item.at("restartPolicy").text != "Always")


def container(
    at: Cursor, config_maps: ConfigMaps, name: str = "", *, pod: Cursor | None = None, ends: bool = False
) -> Container:
    """One container mapping; `name` is used where it states none."""
    named = at.at("name")
    image = at.at("image")
    marked = next((each for each in (named, image) if each.text), None)
    return Container(
        name=named.text or name,
        place=marked.place if marked else at.key_place,
        image=image,
        variables=tuple(_variables(at, config_maps))[:_MAX_VARIABLES],
        command=_strings(at.at("command")),
        args=_strings(at.at("args")),
        ends=ends,
        hardening=hardening(at, pod),
    )


def _strings(at: Cursor) -> tuple[Cursor, ...]:
    return tuple(each for each in at.items() if each.text)


def _variables(at: Cursor, config_maps: ConfigMaps) -> Iterator[Variable]:
    for source in at.at("envFrom").items():
        reference = source.at("configMapRef", "name")
        found = config_maps.find(reference.text, at.document) if reference.text else None
        for key, value in entries(found) if found else ():
            derived = Value(value.text, reference.place, Origin.DERIVED, (value.place,))
            yield Variable(f"{source.at('prefix').text}{key}", reference.place, derived)
    for item in at.at("env").items():
        name = item.at("name")
        if name.text:
            yield _variable(name, item, config_maps)


def _variable(name: Cursor, item: Cursor, config_maps: ConfigMaps) -> Variable:
    source = item.at("valueFrom")
    if source.data is None:
        return _written_variable(name, item.at("value"))
    value = _from_config_map(source.at("configMapKeyRef"), config_maps)
    return Variable(name.text, name.place, value or Value(_source_name(source), source.key_place, Origin.UNKNOWN))


def _written_variable(name: Cursor, written: Cursor) -> Variable:
    if written.data is None:
        return Variable(name.text, name.place, Value("", name.place))
    value = written.value(written.text)
    if any(mark in written.text for mark in ("$(", "${")):
        value = replace(value, origin=Origin.UNKNOWN)
    return Variable(name.text, name.place, value, written.text_place if value.origin is Origin.DERIVED else None)


def _from_config_map(reference: Cursor, config_maps: ConfigMaps) -> Value | None:
    """The value a `configMapKeyRef` leads to; None where the files do not hold it."""
    found = config_maps.find(reference.at("name").text, reference.document)
    for key, entry in entries(found) if found else ():
        if key == reference.at("key").text and not is_template(entry.data):
            return Value(entry.text, reference.at("name").place, Origin.DERIVED, (entry.place,))
    return None


def _source_name(source: Cursor) -> str:
    """What a variable's value comes from, in words."""
    for key, kind in (("configMapKeyRef", "ConfigMap"), ("secretKeyRef", "Secret")):
        reference = source.at(key)
        if isinstance(reference.data, dict):
            return f"{kind}/{reference.at('name').text}#{reference.at('key').text}"
    field = source.at("fieldRef", "fieldPath").text or source.at("resourceFieldRef", "resource").text
    return field or "valueFrom"


def object_references(pod: Cursor) -> Iterator[Reference]:
    """The ConfigMaps that a pod spec reads, by volume or environment."""
    names = [
        *pod.find("volumes.*.configMap.name"),
        *pod.find("volumes.*.projected.sources.*.configMap.name"),
        *(
            name
            for part in ("containers", "initContainers")
            for name in pod.find(f"{part}.*.envFrom.*.configMapRef.name")
        ),
        *(
            name
            for part in ("containers", "initContainers")
            for name in pod.find(f"{part}.*.env.*.valueFrom.configMapKeyRef.name")
        ),
    ]
    yield from _once(names)


def container_references(at: Cursor) -> Iterator[Reference]:
    """The same for a single container mapping."""
    yield from _once([*at.find("envFrom.*.configMapRef.name"), *at.find("env.*.valueFrom.configMapKeyRef.name")])


def _once(names: list[Cursor]) -> Iterator[Reference]:
    seen: set[str] = set()
    for name in names:
        if name.text and name.is_known and name.text not in seen:
            seen.add(name.text)
            yield Reference(ReferenceKind.OBJECT, f"ConfigMap/{name.text}", name.place)
