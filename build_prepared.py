"""What a wheel carries in prepared form: the data of its YAML, the words of recognition with all their forms, and the
bytes by which files are told to be worth reading."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PreparedData(BuildHookInterface):  # type: ignore[type-arg]
    """Puts `_bundled/prepared/` into wheels; an editable install has none, because its files change."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        sys.path.insert(0, str(Path(self.root, "src")))
        from aiact_lint import bundled, cache
        from aiact_lint.intent.lexicon import prepared
        from aiact_lint.kinds.builtin import signs

        folder = Path(tempfile.mkdtemp())
        tables = ((group, bundled.prepared(group)) for group in ("tables", "words"))
        for name, value in (*tables, *prepared(), ("signs", signs())):
            (folder / name).write_bytes(cache.encoded(value))
            build_data["force_include"][str(folder / name)] = f"aiact_lint/_bundled/prepared/{name}"
