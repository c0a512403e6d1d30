"""A deployment template: its resources, their names, and which of them a node names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from aiact_lint.document import Document, Path
from aiact_lint.expression import Call, Literal, Traversal, parts_of, traversals
from aiact_lint.kinds.arm.expressions import parsed
from aiact_lint.kinds.arm.resolve import Resolver, tree_of
from aiact_lint.kinds.arm.scopes import NESTED, Declared, resources_of
from aiact_lint.kinds.cloud.template import Resource, Template
from aiact_lint.kinds.cloud.types import CloudType, arm_types
from aiact_lint.kinds.cursor import Cursor
from aiact_lint.kinds.resource_types import ResourceType
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.subjects import Place

_SCHEMA = "eploymentTemplate.json"
"""End of the schema's address for every level at which a template is deployed."""
_IDS = ("resourceid", "subscriptionresourceid", "tenantresourceid", "extensionresourceid")
_MAX_NODES = 50_000


def is_template(data: object) -> bool:
    """Whether a file's data is a deployment template."""
    if not isinstance(data, dict) or not isinstance(data.get("resources"), dict | list):
        return False
    return _SCHEMA in str(data.get("$schema", ""))


def is_compiled(data: object) -> bool:
    """Whether a template says that it was compiled from Bicep."""
    metadata = data.get("metadata") if isinstance(data, dict) else None
    generator = metadata.get("_generator") if isinstance(metadata, dict) else None
    return isinstance(generator, dict) and generator.get("name") == "bicep"


def names_of(document: Document) -> Mapping[str, Place]:
    """What evidence can name in a template."""
    found: dict[str, Place] = {}
    resolver = Resolver(document)
    for declared in resources_of(document):
        if declared.symbol:
            found[declared.symbol] = declared.at.key_place
        else:
            kind, name = _full(declared, resolver)
            found.setdefault(f"{kind}/{name}", declared.at.at("name").place)
    return found


def templates_of(document: Document) -> Iterator[Template]:
    """The template that a document is, nested ones included."""
    resolver = Resolver(document)
    named = list(_named(document, resolver))
    by_name: dict[str, str] = {}
    for each in named:
        for name in (each.id, f"{each.type}/{each.name}"):
            by_name.setdefault(name.lower(), each.id)
    for each in named:
        if not each.at.at("existing").data:
            by_name.setdefault(each.name.rpartition("/")[2].lower(), each.id)
    resources = tuple(
        Resource(
            id=each.id,
            place=each.place,
            type=each.type,
            type_place=each.at.at("type").place,
            known=_known(each),
            body=each.at,
            whole=each.at,
            parent=None if each.parent is None else by_name.get(each.parent.lower()),
        )
        for each in named
        if each.type.lower() != NESTED
    )
    finder = _Finder(resolver, by_name, _prefixes(document))
    yield Template(
        "bicep" if document.language == "bicep" else "arm", document.source.path, resources, resolver, finder.mentioned
    )


def _prefixes(document: Document) -> Mapping[Path, str]:
    """What precedes symbolic names in each nested template, by the template's path."""
    return {
        (*each.at.path, "properties", "template"): f"{each.symbol}."
        for each in resources_of(document)
        if each.symbol and each.at.at("type").text.lower() == NESTED
    }


def _known(resource: _Named) -> CloudType | None:
    """The entry of a resource's type; of one that is only looked up (`existing`), not what it is declared to be."""
    known = arm_types().get(resource.type.lower())
    is_looked_up = resource.at.at("existing").data is True
    return CloudType(ResourceType(resource.type)) if known is not None and is_looked_up else known


@dataclass(frozen=True, slots=True, eq=False)
class _Named:
    """A resource with its full type and name."""

    at: Cursor
    type: str
    name: str
    """What it comes to; unknown parts as they are written."""
    id: str
    place: Place
    parent: str | None
    """`<type>/<name>` of the resource that it is part of or says something about."""


def _named(document: Document, resolver: Resolver) -> Iterator[_Named]:
    for declared in resources_of(document):
        kind, name = _full(declared, resolver)
        parent: str | None = None
        if "/providers/" in kind:
            above, _, extension = kind.partition("/providers/")
            base = name.split("/Microsoft.", 1)[0]
            provider = name[len(base) + 1 :].partition("/")[0]
            parent, kind = f"{above}/{base}", f"{provider}/{extension}" if provider else kind
        elif kind.count("/") > 1 and "/" in name:
            parent = f"{kind.rpartition('/')[0]}/{name.rpartition('/')[0]}"
        if (owner := _symbol(declared.at.at("parent"))) is not None:
            parent = owner
        written = declared.at.at("name")
        place = declared.at.key_place if declared.symbol else written.place
        yield _Named(declared.at, kind, name, declared.symbol or f"{kind}/{name}", place, parent)


def _symbol(at: Cursor) -> str | None:
    """The symbolic name that stands at a node, in Bicep."""
    tree = tree_of(at)[0]
    return tree.root if isinstance(tree, Traversal) else None


def _full(declared: Declared, resolver: Resolver) -> tuple[str, str]:
    """Type and name of a resource; a child may be declared by the last part of each."""
    kind, name = declared.at.at("type").text, resolver.name_of(declared.at.at("name"))
    if declared.above is None:
        return kind, name
    above_kind, above_name = _full(declared.above, resolver)
    if kind.lower().startswith(("providers/", "/providers/")):
        return f"{above_kind}/{kind.lstrip('/')}", f"{above_name}/{name.lstrip('/')}"
    if "." in kind.partition("/")[0]:
        return kind, name
    return f"{above_kind}/{kind}", f"{above_name}/{name}"


@dataclass(frozen=True, slots=True, eq=False)
class _Finder:
    """Finds the resources that a node names: by ids, by `dependsOn`, by symbolic names."""

    resolver: Resolver
    by_name: Mapping[str, str]
    prefixes: Mapping[Path, str]

    def mentioned(self, at: Cursor) -> Iterator[tuple[str, Place]]:
        """The ids of resources that a node names, in the order of the text; not those of its children."""
        pending, budget = [at], _MAX_NODES
        while pending and budget:
            node = pending.pop()
            budget -= 1
            if isinstance(node.data, str):
                names = self._symbols(node) if node.document.language == "bicep" else self._named(node)
                for name in names:
                    found = self.by_name.get(f"{self._prefix(node.path)}{name}".lower()) or self.by_name.get(
                        name.lower()
                    )
                    if found is not None:
                        yield found, node.place
            below = [each for key, each in node.entries() if key != "resources"] or list(node.items())
            pending.extend(reversed(below))

    def _prefix(self, path: Path) -> str:
        """What precedes the symbolic names of the template that a path lies in."""
        for length in range(len(path), 0, -1):
            if path[length - 1] == "template" and path[:length] in self.prefixes:
                return self.prefixes[path[:length]]
        return ""

    def _symbols(self, node: Cursor) -> Iterator[str]:
        """The symbolic names in an expression of Bicep; a parameter of a name is not a resource."""
        tree = tree_of(node)[0]
        yield from (each.root for each in traversals(tree)) if tree is not None else ()

    def _named(self, node: Cursor) -> Iterator[str]:
        text = node.data if isinstance(node.data, str) else ""
        if "dependsOn" in node.path[-2:] or (node.path and node.path[-1] == "scope"):
            yield self.resolver.name_of(node)
        tree = parsed(text)
        pending = [tree] if tree is not None else []
        while pending:
            part = pending.pop(0)
            pending = [*parts_of(part), *pending]
            if not isinstance(part, Call):
                continue
            if part.name.lower() in _IDS:
                yield self._id(part, text, node)
            elif part.name.lower() == "reference" and part.args and isinstance(part.args[0], Literal):
                yield str(part.args[0].value)

    def _id(self, call: Call, text: str, node: Cursor) -> str:
        """`<type>/<name>` of an id; what precedes the type (subscription, group) does not matter here."""
        words = [self.resolver.names_in(each, text, node) for each in call.args]
        start = next((index for index, word in enumerate(words) if "/" in word and "." in word.partition("/")[0]), None)
        return "" if start is None else "/".join(words[start:])
