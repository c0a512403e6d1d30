"""How fast aiact-lint is, against the floor (Python and click), against the parsers alone, and against peers.

    python benchmarks/speed.py --terragoat PATH --kserve PATH --peers FOLDER --growth 100000 --write PAGE

Fetches nothing. PATHs are checkouts of bridgecrewio/terragoat and kserve/kserve; FOLDER is a virtual environment's
`bin` with `checkov`, `yamllint` and `check-jsonschema` from the registry; what is not named is left out. Every figure
is CPU time (user and system, children included) of whole processes; commands of one table take turns, and the smallest
of a few runs counts.
"""

from __future__ import annotations

import argparse
import platform
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from generated import rules, tree
from plot import growth_plot
from processes import Case, measure

TOP = Path(__file__).resolve().parents[1]
EXAMPLE = TOP / "examples" / "cv-screener"
CARD = "models/cv-screener/README.md"
MANIFEST = "deploy/inferenceservice.yaml"
LINT = (sys.executable, "-m", "aiact_lint")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the tables, and write them if asked to."""
    options = argparse.ArgumentParser(description="Measure aiact-lint against its floor and its peers.")
    options.add_argument("--terragoat", type=Path, metavar="PATH")
    options.add_argument("--kserve", type=Path, metavar="PATH")
    options.add_argument("--peers", type=Path, metavar="FOLDER", help="folder of peers' commands")
    options.add_argument("--growth", type=int, default=1000, metavar="FILES", help="size of the largest generated tree")
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--write", type=Path, metavar="PAGE", help="put the tables into a page, between its markers")
    chosen = options.parse_args(arguments)
    parts = [_small(chosen.runs)]
    if chosen.terragoat:
        parts.append(_terragoat(chosen.terragoat.resolve(), chosen.peers, chosen.runs))
    if chosen.kserve:
        parts.append(_kserve(chosen.kserve.resolve(), chosen.peers, chosen.runs))
    with tempfile.TemporaryDirectory(dir=Path.home(), prefix=".aiact-lint-generated-") as folder:
        parts.append(_rules(Path(folder), chosen.runs))
        parts.append(_growth(Path(folder), chosen.growth, chosen.write))
    made = f"{_about()}\n\n" + "\n\n".join(parts) + "\n"
    print(made)
    if chosen.write:
        before, _, rest = chosen.write.read_text(encoding="utf-8").partition("<!-- measured -->\n")
        after = rest.partition("<!-- end -->")[2]
        chosen.write.write_text(f"{before}<!-- measured -->\n{made}<!-- end -->{after}", encoding="utf-8")
    return 0


def _about() -> str:
    today = datetime.now().astimezone().date()
    return f"Measured on {today} with Python {platform.python_version()}, {platform.system()} on {platform.machine()}."


def _table(title: str, rows: Iterator[tuple[str, ...]], header: tuple[str, ...]) -> str:
    lines = [f"### {title}", "", "| " + " | ".join(header) + " |", "|" + " --- |" * len(header)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def _row(case: Case, other: Case, target: str) -> tuple[str, ...]:
    ratio = case.best / other.best
    return case.name, f"{case.best:.3f} s", f"{ratio:.2f} ×", target, f"{case.peak} MiB"


_HEADER = ("what", "CPU", "ratio", "target", "peak memory")


def _small(runs: int) -> str:
    floor = Case("the floor: `import click`", (sys.executable, "-c", "import click"), EXAMPLE)
    cases = [
        (Case("`aiact-lint --version`", (*LINT, "--version"), EXAMPLE), "≤ 1.4 ×"),
        (Case("a folder without AI, warm", (*LINT, "check", "docs"), EXAMPLE, "warm"), "-"),
        (Case("one card, cold cache", (*LINT, "check", CARD), EXAMPLE, "cold"), "≤ 3 ×"),
        (Case("one card, warm, changed", (*LINT, "check", CARD), EXAMPLE, "changed"), "≤ 2 ×"),
        (Case("one card, warm", (*LINT, "check", CARD), EXAMPLE, "warm"), "≤ 2 ×"),
        (Case("one manifest, cold cache", (*LINT, "check", MANIFEST), EXAMPLE, "cold"), "≤ 3 ×"),
        (Case("one manifest, warm, changed", (*LINT, "check", MANIFEST), EXAMPLE, "changed"), "≤ 2 ×"),
        (Case("one manifest, warm", (*LINT, "check", MANIFEST), EXAMPLE, "warm"), "≤ 2 ×"),
        (Case("examples/cv-screener, cold cache", (*LINT, "check", "."), EXAMPLE, "cold"), "≤ 4 ×, ≤ 60 MB"),
        (Case("examples/cv-screener, warm, changed", (*LINT, "check", "."), EXAMPLE, "changed"), "-"),
        (Case("examples/cv-screener, warm", (*LINT, "check", "."), EXAMPLE, "warm"), "-"),
    ]
    measure([floor, *(case for case, _ in cases)], runs * 2)
    rows = (_row(case, floor, target) for case, target in [(floor, "-"), *cases])
    return _table("Small runs, as multiples of the floor", rows, _HEADER)


def _terragoat(path: Path, peers: Path | None, runs: int) -> str:
    ours = Case("aiact-lint, cold cache", (*LINT, "check", "."), path, "cold")
    others = _peers(peers, path, {"checkov": ("--quiet", "--compact", "-d", ".")})
    measure([ours], runs)
    measure(others, 1)
    rows = [_row(ours, ours, "-"), *(_row(each, ours, "≥ 30 ×") for each in others)]
    return _table("terragoat, as multiples of ours", iter(rows), _HEADER)


def _kserve(path: Path, peers: Path | None, runs: int) -> str:
    config = path / "config"
    names = sorted(str(each.relative_to(config)) for each in config.rglob("*.yaml"))
    schema = ("--schemafile", str(TOP / "schemas" / "config.schema.json"), *names)
    ours = Case("kserve/config: aiact-lint, cold cache", (*LINT, "check", "."), config, "cold")
    others = _peers(peers, config, {"yamllint": ("-d", "relaxed", "."), "check-jsonschema": schema})
    states = ("off", "cold", "changed", "warm")
    whole = [Case(f"kserve, whole: {state} cache", (*LINT, "check", "."), path, state) for state in states]
    parsing = (sys.executable, str(TOP / "benchmarks" / "parsing.py"), ".")
    parsers = Case("kserve, whole: the parsers alone", parsing, path)
    measure([ours, *whole, parsers], runs)
    measure(others, 1)
    rows = [
        _row(ours, ours, "≤ 120 MB"),
        *(_row(each, ours, "≥ 10 ×" if "yamllint" in each.name else "-") for each in others),
        *(_row(each, parsers, "≤ 10 s, ≤ 250 MB" if each.cache in ("off", "cold") else "≤ 1.5 s") for each in whole),
        _row(parsers, parsers, "ours ≤ 1.5 × this"),
    ]
    return _table("kserve, config as multiples of ours, whole as multiples of the parsers", iter(rows), _HEADER)


def _peers(folder: Path | None, path: Path, commands: dict[str, tuple[str, ...]]) -> list[Case]:
    """The peers that are installed, each with how it is told to look at a folder."""
    found = {name: folder.resolve() / name for name in commands if folder and (folder / name).is_file()}
    return [Case(name, (str(found[name]), *commands[name]), path) for name in found]


_MORE = "1,000 rules more"
_ALL = "as many that are evaluated on everything"


def _rules(top: Path, runs: int) -> str:
    cases = []
    kinds = (("1,000 files", 0, False), (f"1,000 files, {_MORE}", 1000, False), (f"1,000 files, {_ALL}", 1000, True))
    for name, count, everywhere in kinds:
        tree(top / name, 1000)
        rules(top / name, count, everywhere=everywhere)
        states = ("cold", "changed", "warm")
        cases += [Case(f"{name}, {state}", (*LINT, "check", "."), top / name, state) for state in states]
    measure(cases, runs)
    plain = {case.cache: case for case in cases[:3]}
    rows = (_row(case, plain[case.cache], "≤ 1.3 ×" if _MORE in case.name else "-") for case in cases)
    return _table("Rules of one's own", rows, _HEADER)


def _growth(top: Path, largest: int, page: Path | None) -> str:
    sizes = [size for size in (10, 100, 1000, 10_000, 100_000) if size <= largest]
    cases = []
    for size in sizes:
        tree(top / str(size), size)
        case = Case(f"{size:,} files", (*LINT, "check", "."), top / str(size), "off")
        measure([case], 3 if size < 10_000 else 1)
        cases.append(case)
    if page is not None:
        drawn = growth_plot([(size, case.best, case.peak) for size, case in zip(sizes, cases, strict=True)])
        page.with_name("benchmarks-growth.svg").write_text(drawn, encoding="utf-8")
    rows = (_row(case, cases[max(0, at - 1)], "≤ 11 ×" if at else "-") for at, case in enumerate(cases))
    return _table("Growth, each as a multiple of the line above", rows, _HEADER)


if __name__ == "__main__":
    sys.exit(main())
