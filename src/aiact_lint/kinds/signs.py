"""The structural signs of AI in manifests, from `ai_signs.yaml`: custom resources and images of model servers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import cast

from aiact_lint import bundled
from aiact_lint.lazy_dataclass import dataclass

STATEMENT_TOKENS = (b"aiact", b"ai-act", b"aiAct", b"AiAct", b"AIAct")
"""Bytes that an annotation or label of the vocabulary holds."""

_MAX_IMAGE = 512


@dataclass(frozen=True, slots=True)
class CustomResource:
    """Where in a custom resource of an AI kind things stand: dotted paths with `*`."""

    model: tuple[str, ...] = ()
    pods: tuple[str, ...] = ()
    """Pod specs."""
    frameworks: tuple[str, ...] = ()
    """Mappings whose entries are KServe's model or framework blocks."""
    containers: tuple[str, ...] = ()
    """Mappings that are themselves a container: env, args."""
    image: tuple[str, ...] = ()
    replicas: tuple[str, ...] = ()
    logging: tuple[str, ...] = ()
    prompts: tuple[str, ...] = ()
    description: tuple[str, ...] = ()
    config: tuple[str, ...] = ()
    """Texts that are a configuration of their own."""
    uses: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """Kind of another object to the paths of its name."""
    uses_kind: str = ""
    """Path of a value that says the kind instead, in any case: `pipeline`."""


@dataclass(frozen=True, slots=True)
class Image:
    """An image reference in its parts."""

    registry: str
    path: tuple[str, ...]
    tag: str

    @classmethod
    def parse(cls, written: str) -> Image | None:
        """The parts of an image as a manifest writes it; None for what is none."""
        text = written.strip().removeprefix("docker://")
        if not text or len(text) > _MAX_IMAGE or any(char.isspace() for char in text):
            return None
        name = text.partition("@")[0]
        *above, last = name.split("/")
        last, _, tag = last.partition(":")
        registry = above.pop(0) if above and _is_registry(above[0]) else ""
        return cls(registry, (*above, last), tag)


def _is_registry(segment: str) -> bool:
    return "." in segment or ":" in segment or segment == "localhost"


@dataclass(frozen=True, slots=True)
class ImagePattern:
    """The end of a model server image's path, and what its tag says."""

    written: str
    registry: str
    path: tuple[str, ...]
    tag: frozenset[str] = frozenset()
    not_tag: frozenset[str] = frozenset()

    def matches(self, image: Image) -> bool:
        end = image.path[-len(self.path) :]
        if len(end) < len(self.path) or not all(map(fnmatchcase, end, self.path)):
            return False
        if self.registry and not fnmatchcase(image.registry, self.registry):
            return False
        words = set(image.tag.split("-"))
        return not words & self.not_tag and (not self.tag or bool(words & self.tag))

    @property
    def token(self) -> bytes:
        """Bytes that a file with such an image must hold: the longest run of it without `*`."""
        pieces = self.written.split("*")
        return max(pieces, key=len).strip("/").encode()


def model_server(image: str) -> str | None:
    """The pattern of the model server that an image is, or None."""
    parsed = Image.parse(image)
    if parsed is None:
        return None
    candidates = (*_patterns().get(parsed.path[-1], ()), *_patterns()["*"])
    return next((each.written for each in candidates if each.matches(parsed)), None)


def custom_resources() -> Mapping[str, CustomResource]:
    """Custom resources that are a deployed model or agent, by `group/Kind`."""
    return _tables()[0]


def naming_resources() -> Mapping[str, CustomResource]:
    """Custom resources that only say which model is meant, by `group/Kind`."""
    return _tables()[2]


@cache
def image_tokens() -> tuple[bytes, ...]:
    """Bytes of which a file with a model server image holds at least one."""
    return tuple(dict.fromkeys(each.token for group in _patterns().values() for each in group))


@cache
def resource_tokens() -> tuple[bytes, ...]:
    """The same for custom resources."""
    return tuple(dict.fromkeys(name.encode() for group in custom_resources() for name in [group.partition("/")[0]]))


def _patterns() -> Mapping[str, tuple[ImagePattern, ...]]:
    """Image patterns by their last segment; `*` holds those with a wildcard in it."""
    return _tables()[1]


@cache
def _tables() -> tuple[
    Mapping[str, CustomResource], Mapping[str, tuple[ImagePattern, ...]], Mapping[str, CustomResource]
]:
    data = cast(Mapping[str, object], bundled.table(Path(__file__).parent / "ai_signs.yaml"))
    resources, naming = (
        {name: _custom_resource(paths) for name, paths in cast(Mapping[str, Mapping[str, object]], data[key]).items()}
        for key in ("kubernetes", "kubernetes-support")
    )
    grouped: dict[str, list[ImagePattern]] = {"*": []}
    for pattern in _image_patterns(cast(list[object], data["images"])):
        last = pattern.path[-1]
        grouped.setdefault("*" if "*" in last else last, []).append(pattern)
    images = {last: tuple(group) for last, group in grouped.items()}
    return MappingProxyType(resources), images, MappingProxyType(naming)


def _custom_resource(paths: Mapping[str, object]) -> CustomResource:
    lists = {key: tuple(cast(list[str], value)) for key, value in paths.items() if not key.startswith("uses")}
    uses = cast(Mapping[str, list[str]], paths.get("uses") or {})
    return CustomResource(
        **lists,
        uses={kind: tuple(names) for kind, names in uses.items()},
        uses_kind=str(paths.get("uses-kind") or ""),
    )


def _image_patterns(entries: list[object]) -> Iterator[ImagePattern]:
    for entry in entries:
        words = cast(Mapping[str, object], entry if isinstance(entry, dict) else {"image": entry})
        written = str(words["image"])
        first, _, rest = written.partition("/")
        registry, path = (first, rest) if "." in first and rest else ("", written)
        yield ImagePattern(
            written,
            registry,
            tuple(path.split("/")),
            frozenset(cast(list[str], words.get("tag") or [])),
            frozenset(cast(list[str], words.get("not-tag") or [])),
        )
