"""How many of the facts that rules read in Terraform files are known, and why the others are not.

    python benchmarks/terraform_resolution.py PATH [PATH ...] [--all] [--show]

PATHs are folders; each is read as a run would. A fact is an attribute of a resource that the table of known types
names, or the image, command or an environment variable of a container in it; provider defaults do not count. An unknown
fact is one that `terraform plan` could know without a provider if nothing it is made of is a variable without a value
(or one whose default is nothing, for a caller to fill in), an attribute that only the provider knows, a data source, a
module that is not there, the workspace or the folder that Terraform runs in.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from aiact_lint.document import Document
from aiact_lint.expression import Expression, Traversal, traversals
from aiact_lint.kinds.terraform.kind import read, wants
from aiact_lint.kinds.terraform.modules import Module, modules
from aiact_lint.kinds.terraform.resolve import Resolver
from aiact_lint.parsers import hcl
from aiact_lint.source import SourceFile
from aiact_lint.subjects import Origin, Place, Value

COULD_BE_KNOWN = "could be known"
_MAX_FOLLOWED = 300
_META = ("provider", "providers", "depends_on", "type")
"""What looks like an expression and is none."""


def documents(folder: Path) -> list[Document]:
    """All Terraform files below a folder."""
    found: list[Document] = []
    for path in sorted(folder.rglob("*")):
        if (
            path.suffix in (".tf", ".tofu")
            and path.is_file()
            and not path.is_symlink()
            and ".terraform" not in path.parts
        ):
            source = SourceFile(path.relative_to(folder).as_posix(), path.read_bytes())
            found += [each for each in hcl.parse(source).documents if wants(each)]
    return found


def facts(found: Sequence[Document]) -> Iterator[tuple[str, str, Value]]:
    """Subject, name and value of each fact that is written in the files."""
    for artifact in read(found):
        for subject in artifact.subjects:
            for name, value in subject.facts.items():
                if name != "type" and value.origin is not Origin.DEFAULT and value.place.document.language == "hcl":
                    yield subject.name, name, value


def everything(found: Sequence[Document]) -> Iterator[tuple[str, str, Value]]:
    """The same for every attribute of every resource, local and output that is not literal."""
    for module in modules(found):
        resolver = Resolver(module)
        for block in module.blocks:
            if block.type in ("resource", "data", "locals", "output", "module"):
                body = block.document.get(block.body)
                for name in body if isinstance(body, dict) else ():
                    place = Place(block.document, (*block.body, name))
                    if place.path in block.document.unknown and name not in _META:
                        values = [
                            resolver.value(place, bound) for _, bound in resolver.names.repetition(block).instances()
                        ]
                        worst = next((each for each in values if not each.known), values[0])
                        yield block.address if block.labels else block.type, name, worst


class Reasons:
    """Why facts are unknown."""

    def __init__(self, found: Sequence[Document]) -> None:
        self._modules = {module.folder: module for module in modules(found)}

    def of(self, value: Value) -> str:
        """The first reason among what a value is made of."""
        module = self._modules[value.place.document.source.folder]
        pending = list(self._expressions(value.place))
        pending += self._repeating(value.place)
        seen: set[object] = set()
        while pending and len(seen) < _MAX_FOLLOWED:
            for traversal in traversals(pending.pop()):
                key = (traversal.root, traversal.steps[:2])
                if key in seen:
                    continue
                seen.add(key)
                reason, places = self._leaf(module, traversal)
                if reason:
                    return reason
                for place in places:
                    pending += self._expressions(place)
        return COULD_BE_KNOWN

    def _leaf(self, module: Module, traversal: Traversal) -> tuple[str, list[Place]]:
        root, steps = traversal.root, traversal.steps
        first = str(steps[0]) if steps else ""
        if root == "var":
            place = module.defaults.get(first)
            if place is None:
                return "variable without a value", []
            return ("", [place]) if place.document.get(place.path) else ("variable that is empty by default", [])
        if root == "local":
            place = module.locals.get(first)
            return "", [] if place is None else [place]
        if root in ("data", "module"):
            return f"{root}", []
        if root in ("terraform", "path") and first in ("workspace", "cwd"):
            return "workspace or working folder", []
        block = module.resources.get((root, first))
        names = [step for step in steps[1:] if isinstance(step, str)]
        if block is not None:
            path = (*block.body, names[0]) if names else ()
            if path not in block.document.values:
                return "attribute that the provider knows", []
            return "", [Place(block.document, path)]
        return "", []

    def _expressions(self, place: Place) -> Iterator[Expression]:
        document = place.document
        for path in document.expressions:
            shorter = min(len(path), len(place.path))
            if path[:shorter] == place.path[:shorter]:
                yield document.expressions[path]

    def _repeating(self, place: Place) -> Iterator[Expression]:
        """`for_each` and `count` of the block, and of the dynamic blocks around the place."""
        for length in range(3, len(place.path) + 1):
            for name in ("for_each", "count"):
                path = (*place.path[:length], name)
                if path in place.document.expressions:
                    yield place.document.expressions[path]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print one line for each folder, and the reasons."""
    options = argparse.ArgumentParser(description="How many facts of Terraform files are known.")
    options.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    options.add_argument("--all", action="store_true", help="all expressions at the top of a block rather than facts")
    options.add_argument("--show", action="store_true", help="name every fact that could be known and is not")
    chosen = options.parse_args(arguments)
    known = total = 0
    reasons: Counter[str] = Counter()
    print("| folder | facts | known | could be known |\n| --- | --- | --- | --- |")
    for folder in chosen.paths:
        found = documents(folder)
        why = Reasons(found)
        own: Counter[str] = Counter()
        for subject, name, value in everything(found) if chosen.all else facts(found):
            reason = "known" if value.known else why.of(value)
            own[reason] += 1
            if chosen.show and reason == COULD_BE_KNOWN:
                region = value.place.document.source.region(value.place.span)
                print(f"  {value.place.file}:{region.line} {subject} {name} = {str(value.value)[:80]}")
        print(f"| {folder.name} | {own.total()} | {own['known']} | {own[COULD_BE_KNOWN]} |")
        known, total = known + own["known"], total + own.total()
        reasons += own
    print(f"\n{known} of {total} facts are known ({100 * known / max(1, total):.1f} %).")
    plannable = known + reasons[COULD_BE_KNOWN]
    print(f"Of those that a plan could know without a provider, {100 * known / max(1, plannable):.1f} %.")
    for reason, number in reasons.most_common():
        print(f"- {reason}: {number}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
