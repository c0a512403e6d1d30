"""One run, from paths to a report: discover → parse → link → check → suppress."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path

from aiact_lint import __version__, catalog, config, law, profiles, suppress
from aiact_lint.baseline import Baseline, Comparison, Judged, compare
from aiact_lint.changes import Changes, split
from aiact_lint.config import Config
from aiact_lint.discover import Tree, UsageError, discover
from aiact_lint.document import Document
from aiact_lint.engine import Case, Dates, Outcome, check
from aiact_lint.finding import Finding, LinkedFile, Report, RunError, Skipped, Suppressed, SystemSummary
from aiact_lint.intent import MOST_TELLING, BadLexicon, Lexicon, Signal, load_lexicon, recognise
from aiact_lint.kinds import Kind, terraform
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.link import link
from aiact_lint.plugins import Toolbox
from aiact_lint.reading import Library, Progress, read_relevant
from aiact_lint.repository import build as build_repository
from aiact_lint.rule import Rule
from aiact_lint.run_findings import about_comments, about_unreadable_files
from aiact_lint.subjects import Artifact, Text
from aiact_lint.system import System


@dataclass(frozen=True, slots=True)
class Request:
    """What to lint, and how."""

    paths: tuple[Path, ...]
    working_folder: Path
    as_of: date
    config: Config
    enforce: str = "dated"
    horizon: int = 180
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    baseline: Baseline | None = None
    changes: Changes | None = None
    """Show only findings in these."""
    progress: Progress | None = None
    profile: str = profiles.DEFAULT
    """The rules that run where `select` names none."""


def load_rules(toolbox: Toolbox, config: Config) -> tuple[Rule, ...]:
    """All rules: bundled, of plugins, of the config's folders. Raises `catalog.RuleFileError`."""
    return catalog.load(config.rules, plugin_folders=toolbox.rule_folders, python_checks=toolbox.checks)


def run(request: Request, toolbox: Toolbox, rules: Sequence[Rule]) -> Report:
    """Lint. Raises `discover.UsageError` for paths that do not exist and broken config files below them.

    What other files hold never raises.
    """
    tree = _discover(request, toolbox)
    library, artifacts, systems = _linked(tree, request, toolbox)
    chosen = catalog.select(_of_profile(request, rules), request.select, request.ignore)
    repository = build_repository(tree.everything, library.documents, artifacts, toolbox.kinds)
    dates = Dates(request.as_of, request.horizon, request.enforce == "all")
    outcome = check(Case(systems, repository, law.load(), dates), chosen, toolbox.checks)
    errors, findings, suppressed = _suppress(request, tree, library, _files_of(systems), rules, chosen, outcome)
    kept = _against_baseline(request, tree, findings, chosen, errors)
    shown, elsewhere = split(kept.shown, request.changes, tree.root)
    return Report(
        as_of=request.as_of,
        version=__version__,
        enforce=request.enforce,
        horizon=request.horizon,
        findings=tuple(sorted(shown, key=lambda each: each.sort_key)),
        suppressed=(*suppressed, *kept.suppressed),
        inconclusive=tuple(outcome.inconclusive),
        errors=errors,
        skipped=tuple(library.skipped),
        systems=tuple(summary(system) for system in systems),
        rules=tuple(rule.id for rule in chosen),
        files_seen=len(library.read.union(tree.files)),
        files_read=len(library.read),
        hashes={
            path: sha256(library.sources[path].data).hexdigest()
            for path in sorted({each.location.path for each in findings})
        },
        baseline=kept.summary,
        diff_ref=request.changes.ref if request.changes else None,
        elsewhere=elsewhere,
        root=tree.root,
    )


def _suppress(
    request: Request,
    tree: Tree,
    library: Library,
    files: Sequence[str],
    rules: Sequence[Rule],
    chosen: Sequence[Rule],
    outcome: Outcome,
) -> tuple[tuple[RunError, ...], tuple[Finding, ...], tuple[Suppressed, ...]]:
    """Errors; findings, with those about unreadable files and idle suppressions; and what is kept quiet."""
    comments = suppress.comments_of(library.sources[path] for path in files if path in library.sources)
    configured = (*request.config.suppressions, *config.below(tree, _folders(request, tree)))
    crashed = {each.rule for each in outcome.errors}
    ran = [rule for rule in chosen if rule.id not in crashed]
    result = suppress.apply(outcome.findings, comments, configured, ran, request.as_of, rules, outcome.inconclusive)
    own, unread = about_unreadable_files(library.failures, chosen)
    whole = "" in _folders(request, tree) and not unread
    about = about_comments(result.flaws, chosen, whole=whole)
    idle, quiet = suppress.by_config(about, configured, rules, request.as_of)
    return (*unread, *outcome.errors), (*result.shown, *own, *idle), (*result.suppressed, *quiet)


def _of_profile(request: Request, rules: Sequence[Rule]) -> Sequence[Rule]:
    return rules if request.select else profiles.chosen(request.profile, rules)


def _against_baseline(
    request: Request, tree: Tree, findings: Sequence[Finding], rules: Sequence[Rule], errors: Sequence[RunError]
) -> Comparison:
    """Findings after the baseline, if one is in use."""
    if request.baseline is None:
        return Comparison(tuple(findings))
    judged = Judged(
        rules=frozenset(rule.id for rule in rules) - {each.rule for each in errors if each.rule},
        folders=_folders(request, tree),
        unread=frozenset(each.path for each in errors if each.path),
    )
    entries = request.baseline.seen_from(tree.root)
    in_order = sorted(findings, key=lambda each: each.sort_key)
    return compare(in_order, request.baseline.file, entries, judged, tree.is_gone)


def _folders(request: Request, tree: Tree) -> tuple[str, ...]:
    """What was asked for, relative to the root of the run; "" is everything."""
    return tuple(tree.path_of(request.working_folder / path) for path in request.paths)


def find_systems(request: Request, toolbox: Toolbox) -> tuple[System, ...]:
    """The AI systems of some paths, without checking them."""
    return _linked(_discover(request, toolbox), request, toolbox)[2]


def _linked(tree: Tree, request: Request, toolbox: Toolbox) -> tuple[Library, Sequence[Artifact], tuple[System, ...]]:
    """The steps before checking: what was read, what it holds, and the systems it makes."""
    var_files = _var_files(tree, request.config)
    library = read_relevant(tree, toolbox.parsers, toolbox.kinds, request.progress, [path for _, path in var_files])
    kinds = [terraform.with_var_files(each, var_files) for each in toolbox.kinds]
    artifacts = _artifacts(library.documents, kinds, request.config.prefixes)
    recogniser = _Recogniser(request.config.rules)
    systems = link(artifacts, recogniser)
    library.skipped.extend(recogniser.cut.values())
    return library, artifacts, systems


def _var_files(tree: Tree, config: Config) -> list[tuple[str, str]]:
    """Configured files with values of Terraform variables, each after the folder they are for, as the tree has them."""
    pairs = ((tree.path_of(folder), tree.path_of(file)) for folder, file in config.var_files)
    return [(folder, file) for folder, file in pairs if file in tree.everything]


def _discover(request: Request, toolbox: Toolbox) -> Tree:
    suffixes = tuple(suffix for parser in toolbox.parsers for suffix in parser.suffixes)
    return discover(request.paths, request.working_folder, request.config.exclude, suffixes)


def _artifacts(documents: Sequence[Document], kinds: Sequence[Kind], prefixes: Sequence[str]) -> list[Artifact]:
    artifacts: list[Artifact] = []
    holding = [(kind.inside, [each for each in documents if kind.wants(each)]) for kind in kinds if kind.inside]
    inside = [found for inside_of, wanted in holding for found in inside_of(wanted)]
    for kind in kinds:
        wanted = [each for each in (*documents, *inside) if kind.wants(each)]
        if wanted:
            artifacts.extend(kind.read(wanted, prefixes))
    artifacts.sort(key=lambda each: (each.file, each.document.index, each.place.span.start))
    return artifacts


class _Recogniser:
    """Recognition with its lexicon loaded when the first artifact with texts turns up."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = folders
        self._lexicon: Lexicon | None = None
        self.cut: dict[str, Skipped] = {}
        """Files of which only a part was read, by path."""

    def __call__(self, artifact: Artifact) -> Sequence[Signal]:
        if not artifact.texts:
            return ()
        if self._lexicon is None:
            try:
                self._lexicon = load_lexicon(self._folders)
            except BadLexicon as error:
                raise UsageError(str(error)) from error
        return recognise(artifact.texts, self._lexicon, self._left_out)

    def _left_out(self, text: Text) -> None:
        line = text.place.document.source.line_of(text.place.span.start)
        why = f"more than {MOST_TELLING:,} texts that may name a use: not read for uses from line {line} on"
        self.cut.setdefault(text.place.file, Skipped(text.place.file, why))


def _files_of(systems: Sequence[System]) -> list[str]:
    artifacts = [artifact for system in systems for artifact in system.artifacts]
    return sorted({path for artifact in artifacts for path in (artifact.file, *artifact.files)})


def summary(system: System) -> SystemSummary:
    """A system for people and machines."""
    return SystemSummary(
        id=system.id,
        name=str(named.value) if (named := system.stated("name")) is not None else system.id,
        risk_class=system.risk_class,
        roles=system.roles,
        annex_iii=system.annex_iii,
        recognised=tuple(dict.fromkeys(signal.id for signal in system.signals)),
        files=tuple(
            LinkedFile(member.artifact.file, member.artifact.anchor or member.artifact.kind, member.reason)
            for member in system.members
        ),
    )
