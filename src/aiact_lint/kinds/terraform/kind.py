"""Terraform and OpenTofu: each folder is a module, each resource that we know or that states something an artifact.

Values of variables (defaults, files, arguments of callers), locals, other resources of the module and outputs of called
modules are followed; what comes from elsewhere is unknown and shown as such.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from aiact_lint.document import Document
from aiact_lint.kinds import Kind
from aiact_lint.kinds.signs import STATEMENT_TOKENS
from aiact_lint.kinds.terraform.files import CONFIGURATION, VARIABLE_FILES, is_variable_file
from aiact_lint.kinds.terraform.modules import blocks_of, modules
from aiact_lint.kinds.terraform.plan import PLAN_SIGN, is_plan, readable
from aiact_lint.kinds.terraform.table import MANIFEST, resource_types, tokens
from aiact_lint.kinds.terraform.vendored import in_documents, is_manifest
from aiact_lint.subjects import Artifact, Place

if TYPE_CHECKING:
    from aiact_lint.kinds.terraform.instance import Instance

_TOP = frozenset(("resource", "data", "module", "variable", "locals", "provider", "output", "terraform"))


def wants(document: Document) -> bool:
    """Whether a document is Terraform configuration, a file that says more about it, or a text that it reads."""
    path = document.source.path
    return (
        document.language == "template"
        or is_variable_file(path)
        or is_manifest(path)
        or is_plan(document)
        or any(block.type in _TOP for block in blocks_of(document))
    )


def _holds_known_type(document: Document) -> bool:
    """Whether a plan can say anything for us; finding places in a large one takes time."""
    return any(name in document.source.data for name in (*map(str.encode, resource_types()), *STATEMENT_TOKENS))


def with_var_files(kind: Kind, var_files: Sequence[tuple[str, str]]) -> Kind:
    """This kind with files that give values to variables, each after the folder of configuration it is for; others
    as they are."""
    if kind.name != KIND.name or not var_files:
        return kind
    by_folder: dict[str, list[str]] = {}
    for folder, path in var_files:
        by_folder.setdefault(folder, []).append(path)
    return replace(kind, read=partial(read, var_files=by_folder), inside=partial(_inside, var_files=by_folder))


def read(
    documents: Sequence[Document],
    prefixes: Sequence[str] = (),
    var_files: Mapping[str, Sequence[str]] | None = None,
) -> Iterator[Artifact]:
    """The artifacts of all modules, each as often as it is used."""
    from aiact_lint.kinds.terraform.instances import instances, titles_of  # forty modules, for runs with Terraform
    from aiact_lint.kinds.terraform.resources import ResourceReader

    plans = [readable(each) for each in documents if is_plan(each) and _holds_known_type(each)]
    configured = modules([each for each in documents if not is_plan(each)], var_files)
    used = instances(configured, in_documents(documents))
    titles = titles_of(used)
    found = _with_plans(used, plans) if plans else used
    with_ai: set[str] = set()
    readers = [ResourceReader(each, prefixes, titles.get(each)) for each in found]
    for instance, reader in zip(found, readers, strict=True):
        for artifact in reader.artifacts():
            if artifact.ai:
                with_ai.add(instance.top.module.folder)
            yield artifact
    for instance, reader in zip(found, readers, strict=True):
        if instance.top.module.folder not in with_ai:
            yield from reader.of_providers()


def _with_plans(used: Sequence[Instance], plans: Sequence[Document]) -> Sequence[Instance]:
    from aiact_lint.kinds.terraform.plans import with_plans

    return with_plans(used, plans)


def _inside(documents: Sequence[Document], var_files: Mapping[str, Sequence[str]] | None = None) -> Iterator[Document]:
    """The Kubernetes manifests in resources."""
    if not any(MANIFEST.encode() in each.source.data for each in documents):
        return iter(())
    from aiact_lint.kinds.terraform.manifests import manifests

    return manifests(documents, var_files)


def anchors(document: Document) -> Mapping[str, Place]:
    """The address of every resource and data source in a file."""
    return {
        block.address: block.name_place
        for block in blocks_of(document)
        if block.type in ("resource", "data") and len(block.labels) == 2
    }


KIND = Kind("terraform", (*CONFIGURATION, *VARIABLE_FILES), tokens, wants, read, anchors, inside=_inside)
PLAN = Kind(
    "terraform-plan", (".json",), lambda: (PLAN_SIGN,), lambda _document: False, lambda _documents, _prefixes: ()
)
"""Where plans are looked for; they are read together with the configuration that they were made from."""
