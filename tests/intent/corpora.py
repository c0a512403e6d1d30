"""Recognition over real repositories: every signal, with the verdict that somebody who read the place has given.

Run it as `python tests/intent/corpora.py FOLDER`, where FOLDER holds checkouts named `owner+name`. Markdown files are
read as cards whether they are cards or not (a README is the harder test); what the kinds make of manifests, Terraform
and cards is read as well. Verdicts stand in `corpora-verdicts.yaml`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from aiact_lint import plugins
from aiact_lint.discover import discover
from aiact_lint.intent import Lexicon, Signal, load_lexicon, recognise
from aiact_lint.kinds.card_texts import texts as card_texts
from aiact_lint.parsers import markdown, yaml_
from aiact_lint.reading import read_relevant
from aiact_lint.source import SourceFile

VERDICTS = Path(__file__).with_name("corpora-verdicts.yaml")
Key = tuple[str, str, int, str]
"""Repository, path, line, signal id."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A signal in a real file."""

    key: Key
    confidence: str
    words: tuple[str, ...]


def verdicts() -> Mapping[Key, str]:
    """What was found about each place that was read."""
    (document,) = yaml_.parse(SourceFile(VERDICTS.name, VERDICTS.read_bytes())).documents
    found: dict[Key, str] = {}
    data = document.data
    assert isinstance(data, dict)
    for repository, entries in data.items():
        for entry in entries:
            found[repository, entry["path"], entry["line"], entry["id"]] = entry["verdict"]
    return found


def in_markdown(folder: Path, lexicon: Lexicon) -> Iterator[tuple[int, list[Heard]]]:
    """One item for each Markdown file: 1 and its signals."""
    for path in sorted(folder.rglob("*.md")):
        parsed = markdown.parse(SourceFile(str(path.relative_to(folder)), path.read_bytes()), yaml_.parse_span)
        for document in parsed.documents:
            signals = recognise(tuple(card_texts(document)), lexicon)
            yield 1, [_heard(folder.name, signal) for signal in signals]


def in_artifacts(folder: Path, lexicon: Lexicon) -> Iterator[tuple[int, list[Heard]]]:
    """One item for each artifact that the kinds find."""
    tools = plugins.collect(plugins.manager(installed=False))
    suffixes = tuple(suffix for parser in tools.parsers for suffix in parser.suffixes)
    library = read_relevant(discover([Path()], folder, (), suffixes), tools.parsers, tools.kinds)
    for kind in tools.kinds:
        wanted = [document for document in library.documents if kind.wants(document)]
        for artifact in kind.read(wanted, ()) if wanted else ():
            yield 1, [_heard(folder.name, signal) for signal in recognise(artifact.texts, lexicon)]


def _heard(repository: str, signal: Signal) -> Heard:
    source = signal.text.place.document.source
    key = (repository, source.path, source.line_of(signal.span.start), signal.id)
    return Heard(key, signal.confidence, tuple(words for words, _ in signal.words))


def main(arguments: list[str]) -> None:
    lexicon, known = load_lexicon(), verdicts()
    folders = [path for path in sorted(Path(arguments[0]).iterdir()) if path.is_dir()]
    for title, read in (("Markdown files", in_markdown), ("artifacts", in_artifacts)):
        count = alarms = 0
        for folder in folders:
            for files, signals in read(folder, lexicon):
                count += files
                for heard in signals:
                    verdict = known.get(heard.key, "not read yet")
                    alarms += verdict != "right"
                    repository, path, line, id_ = heard.key
                    print(f"{repository}/{path}:{line}: {id_} {heard.confidence} {list(heard.words)}: {verdict}")
        print(f"{count} {title}, {alarms} false alarms or unread, {500 * alarms / max(count, 1):.2f} in 500")


if __name__ == "__main__":
    main(sys.argv[1:])
