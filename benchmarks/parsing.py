"""Parse the files of a folder that hold a sign of AI, and do nothing else: what a run cannot do without."""

from __future__ import annotations

import sys
from pathlib import Path

from aiact_lint.discover import discover
from aiact_lint.plugins import collect, manager
from aiact_lint.source import SourceFile, has_ending


def main() -> None:
    """Parse below the folder that is named."""
    tools = collect(manager(installed=False))
    suffixes = tuple(suffix for parser in tools.parsers for suffix in parser.suffixes)
    tree = discover([Path(sys.argv[1])], Path.cwd(), (), suffixes)
    parsers = {suffix: parser for parser in tools.parsers for suffix in parser.suffixes}
    signs = {
        suffix: dict.fromkeys(token for kind in tools.kinds if suffix in kind.suffixes for token in kind.tokens())
        for suffix in parsers
    }
    for path in tree.files:
        suffix = next(each for each in parsers if has_ending(path, each))
        source = tree.read(path)
        if isinstance(source, SourceFile) and any(token in source.data for token in signs[suffix]):
            parsers[suffix].parse(source)


if __name__ == "__main__":
    main()
