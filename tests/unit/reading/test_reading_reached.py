"""Files without a sign that are read because a file with one takes parts from them."""

from __future__ import annotations

from pathlib import Path

from aiact_lint import plugins
from aiact_lint.discover import discover
from aiact_lint.reading import read_relevant


def _read(folder: Path, **files: str) -> set[str]:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    toolbox = plugins.collect(plugins.manager(installed=False))
    suffixes = tuple(suffix for parser in toolbox.parsers for suffix in parser.suffixes)
    tree = discover([folder], folder, suffixes=suffixes)
    return read_relevant(tree, toolbox.parsers, toolbox.kinds).read


def test_what_a_compose_file_names(tmp_path: Path) -> None:
    read = _read(
        tmp_path,
        **{
            "compose.yaml": "services: {a: {image: ollama/ollama, env_file: a.conf, extends: {file: b.yml, service: b}}}\n",
            "a.conf": "A=1\n",
            "b.yml": "services: {b: {image: x, env_file: c.conf}}\n",
            "c.conf": "C=1\n",
            "compose.override.yaml": "services: {a: {read_only: true}}\n",
            ".env": "X=1\n",
            "other.yml": "services: {b: {image: x}}\n",
        },
    )
    assert read == {"compose.yaml", "a.conf", "b.yml", "c.conf", "compose.override.yaml", ".env"}


def test_an_image_in_an_env_file_leads_to_its_compose_file(tmp_path: Path) -> None:
    read = _read(
        tmp_path, **{"s/compose.yaml": "services: {a: {image: $I}}\n", "s/.env": "I=ollama/ollama\n", ".env": "A=1\n"}
    )
    assert read == {"s/compose.yaml", "s/.env"}


def test_nothing_outside_the_tree_is_read(tmp_path: Path) -> None:
    (tmp_path / "outside.conf").write_text("A=1\n")
    inside = tmp_path / "in"
    inside.mkdir()
    (inside / "link.conf").symlink_to(tmp_path / "outside.conf")
    read = _read(
        inside,
        **{
            "compose.yaml": "services: {a: {image: ollama/ollama, env_file: [../outside.conf, link.conf, /etc/passwd]}}\n"
        },
    )
    assert read == {"compose.yaml"}
