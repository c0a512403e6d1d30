"""Documents to artifacts: "is this one of ours?", and its subjects, statements, texts and references."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from aiact_lint.document import Document
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.subjects import Artifact, Place


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file content."""

    name: str
    suffixes: tuple[str, ...]
    """File name endings it can stand in, lower case: `.tf`, `.yaml`; with a slash in front a whole name."""
    tokens: Callable[[], tuple[bytes, ...]]
    """The byte pre-filter: a file that holds none of these cannot hold an AI artifact of this kind.

    It may still hold what belongs to one (a log group, a flag); such files are read once a system reaches for them.
    """
    wants: Callable[[Document], bool]
    """Whether a document is of this kind, AI or not."""
    read: Callable[[Sequence[Document], Sequence[str]], Iterable[Artifact]]
    """The artifacts of all wanted documents of a run (all at once: Terraform reads a folder as one module).

    The second argument holds the further annotation prefixes of the config.
    """
    anchors: Callable[[Document], Mapping[str, Place]] | None = None
    """What `evidence: path#anchor` can name in a document, wanted or not: heading slugs, `Kind/name`, addresses."""
    reaches: Callable[[Document], Iterable[tuple[str, str]]] | None = None
    """Files that a wanted document takes parts from, whether they exist or not: their path relative to the root of
    the run, and the name of the parser for a path whose ending says nothing ("" for none)."""
    broken: Callable[[bytes], bool] | None = None
    """Whether a file that cannot be parsed is one of this kind, by its bytes; without it, its tokens decide."""
    support: bool = False
    """Nothing of this kind is an AI system by itself: a broken file of it leaves no run incomplete."""
    inside: Callable[[Sequence[Document]], Iterable[Document]] | None = None
    """Documents that stand in wanted ones (a Kubernetes manifest in Terraform), for other kinds to read."""
