"""Parse the files of a folder that hold a sign of AI, and do nothing else: what a run cannot do without."""

from __future__ import annotations

import sys
from pathlib import Path

from aiact_lint.discover import discover
from aiact_lint.plugins import collect, manager
from aiact_lint.source import SourceFile


def main() -> None:
    """Parse below the folder that is named."""
    tools = collect(manager(installed=False))
    suffixes = tuple(suffix for parser in tools.parsers for suffix in parser.suffixes)
    tree = discover([Path(sys.argv[1])], Path.cwd(), (), suffixes)
    for path in tree.files:
        tokens = [token for kind in tools.kinds if path.lower().endswith(kind.suffixes) for token in kind.tokens()]
        source = tree.read(path)
        if isinstance(source, SourceFile) and any(token in source.data for token in tokens):
            parser = next(each for each in tools.parsers if path.lower().endswith(each.suffixes))
            parser.parse(source)


if __name__ == "__main__":
    main()
