"""ConfigMaps of a run, by which environment variables are resolved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from aiact_lint.document import Document
from aiact_lint.kinds.cursor import Cursor
from aiact_lint.kinds.kubernetes.objects import Object


class ConfigMaps:
    """All ConfigMaps by name."""

    def __init__(self, objects: Iterable[Object]) -> None:
        self._by_name: dict[str, list[Object]] = defaultdict(list)
        for each in objects:
            if each.kind == "ConfigMap" and each.name:
                self._by_name[each.name].append(each)

    def find(self, name: str, seen_from: Document) -> Object | None:
        """The ConfigMap that an object in a document means.

        The one in the same file, else in the same folder, else the only one of that name; None where several could be
        meant (overlays).
        """
        found = self._by_name.get(name, [])
        for near in (
            [each for each in found if each.document.source is seen_from.source],
            [each for each in found if each.document.source.folder == seen_from.source.folder],
            found,
        ):
            if near:
                return near[0] if len(near) == 1 else None
        return None


def entries(config_map: Object) -> Iterator[tuple[str, Cursor]]:
    """The keys and values of a ConfigMap."""
    for name, value in config_map.top.at("data").entries():
        if value.text or value.data == "":
            yield name, value
