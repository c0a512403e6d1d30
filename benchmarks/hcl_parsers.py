"""Compare parsers of HCL on real files: how many each accepts, and how fast.

    python benchmarks/hcl_parsers.py PATH [PATH ...] [--terraform terraform] [--limit 500]

PATHs are files, or folders that are searched for `.tf`. Files with equal content count once. Of the parsers below those
that are installed are run (`pip install pyhcl2 python-hcl2`). With `--terraform` the verdict of `terraform fmt` is
the truth: only files that it accepts count as valid. Times are CPU seconds of this process.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from time import process_time

Parse = Callable[[bytes], bool]
"""Whether a parser accepts a file."""


def _document(data: bytes) -> bool:
    from aiact_lint.parsers import hcl
    from aiact_lint.source import SourceFile

    return not hcl.parse(SourceFile("main.tf", data)).failures


def _tree() -> Parse:
    import tree_sitter
    import tree_sitter_hcl

    parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_hcl.language()))
    return lambda data: not parser.parse(data).root_node.has_error


def _python_hcl2() -> Parse:
    import hcl2  # type: ignore[import-not-found,unused-ignore]

    return lambda data: hcl2.loads(data.decode()) is not None


def _pyhcl2() -> Parse:
    from pyhcl2.parse import parse_module  # type: ignore[import-not-found,unused-ignore]

    return lambda data: parse_module(data.decode()) is not None


PARSERS: Sequence[tuple[str, str, Callable[[], Parse]]] = (
    ("aiact-lint: data, positions, unknown values", "", lambda: _document),
    ("tree-sitter-hcl: syntax tree alone", "tree-sitter-hcl", _tree),
    ("python-hcl2", "python-hcl2", _python_hcl2),
    ("pyhcl2", "pyhcl2", _pyhcl2),
)
"""Name, distribution, and how to get the parser."""


@dataclass(frozen=True, slots=True)
class Row:
    """What one parser did."""

    name: str
    version: str
    accepted_valid: int
    rejected_valid: int
    accepted_invalid: int
    bytes_read: int
    seconds: float

    @property
    def cells(self) -> tuple[str, ...]:
        share = 100 * self.accepted_valid / max(1, self.accepted_valid + self.rejected_valid)
        speed = self.bytes_read / 1e6 / max(self.seconds, 1e-9)
        return (
            f"{self.name} {self.version}".strip(),
            str(self.accepted_valid),
            str(self.rejected_valid),
            f"{share:.2f} %",
            str(self.accepted_invalid),
            f"{speed:.2f}",
        )


HEADER = ("parser", "valid parsed", "valid rejected", "share", "invalid accepted", "MB/s")


def files(paths: Iterable[Path]) -> Iterator[tuple[Path, bytes]]:
    """Every different file below some paths, in the order of their names."""
    seen: set[bytes] = set()
    for path in paths:
        for each in sorted(path.rglob("*.tf")) if path.is_dir() else [path]:
            if each.is_file() and not each.is_symlink() and (data := each.read_bytes()) not in seen:
                seen.add(data)
                yield each, data


def is_valid(terraform: str, data: bytes) -> bool:
    """What `terraform fmt` says of a file."""
    command = [terraform, "fmt", "-no-color", "-"]
    return subprocess.run(command, input=data, capture_output=True, check=False).returncode == 0


def measure(name: str, distribution: str, parse: Parse, inputs: Sequence[tuple[bytes, bool]]) -> Row:
    """Run one parser over all inputs, each with whether it is valid."""
    parse(b"a = 1\n")  # grammars are built on first use
    verdicts = []
    start = process_time()
    for data, _ in inputs:
        try:
            verdicts.append(parse(data))
        except Exception:  # noqa: BLE001,RUF100  # each library raises its own errors
            verdicts.append(False)
    seconds = process_time() - start
    pairs = [(accepted, valid) for accepted, (_, valid) in zip(verdicts, inputs, strict=True)]
    return Row(
        name=name,
        version=version(distribution) if distribution else "",
        accepted_valid=pairs.count((True, True)),
        rejected_valid=pairs.count((False, True)),
        accepted_invalid=pairs.count((True, False)),
        bytes_read=sum(len(data) for data, _ in inputs),
        seconds=seconds,
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print one table."""
    options = argparse.ArgumentParser(description="Compare parsers of HCL on real files.")
    options.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    options.add_argument("--terraform", default="", help="binary whose `fmt` decides which files are valid")
    options.add_argument("--limit", type=int, default=0, help="read every n-th file only, so that this many remain")
    options.add_argument("--show-rejects", action="store_true", help="name the valid files that aiact-lint rejects")
    chosen = options.parse_args(arguments)
    found = list(files(chosen.paths))
    if chosen.limit and len(found) > chosen.limit:
        found = found[:: len(found) // chosen.limit + 1]
    inputs = [(data, not chosen.terraform or is_valid(chosen.terraform, data)) for _, data in found]
    print(
        f"{len(inputs)} files, {sum(len(data) for data, _ in inputs) / 1e6:.1f} MB, {sum(v for _, v in inputs)} valid"
    )
    rows = []
    for name, distribution, get in PARSERS:
        try:
            rows.append(measure(name, distribution, get(), inputs))
        except (ImportError, PackageNotFoundError):
            print(f"{distribution} is not installed", file=sys.stderr)
    for cells in [HEADER, *(row.cells for row in rows)]:
        print("| " + " | ".join(cells) + " |")
        if cells is HEADER:
            print("|" + " --- |" * len(HEADER))
    if chosen.show_rejects:
        for (path, data), (_, valid) in zip(found, inputs, strict=True):
            if valid and not _document(data):
                print(f"rejected: {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
