"""What the program is made of: built-in parsers, kinds, checks and reporters, and those of installed plugins.

Nothing of the linted repository is ever loaded here: plugins come from installed entry points only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeAlias

from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.plugin_search import GROUP, packages_without_plugins

if TYPE_CHECKING:
    from pathlib import Path

    import pluggy

    from aiact_lint.document import Parsed
    from aiact_lint.kinds import Kind
    from aiact_lint.parsers import Parser
    from aiact_lint.reporters import Reporter
    from aiact_lint.rule import PythonCheck
    from aiact_lint.source import SourceFile, Span


Manager: TypeAlias = "pluggy.PluginManager | BuiltInOnly"


def hookimpl(function: Any) -> Any:
    """Marks a built-in part; pluggy's own marker follows when there are plugins, as importing pluggy takes 15 ms."""
    function.is_part = True
    return function


class PluginError(Exception):
    """An installed plugin that cannot be used; the message names it."""


class BuiltIn:
    """The built-in parts, as one plugin; heavy modules are imported when a hook is called."""

    @hookimpl
    def aiact_parsers(self) -> list[Parser]:
        from aiact_lint.parsers import Parser

        def template(source: SourceFile) -> Parsed:
            return (_parse("json_") if _is_json(source) else _parse("yaml_"))(source)

        return [
            Parser("yaml", (".yaml", ".yml", "/mlmodel"), _parse("yaml_")),
            # before JSON: the first ending that fits decides
            Parser("hcl-json", (".tf.json", ".tofu.json"), _hcl_json),
            Parser("json", (".json", ".jsonld"), _parse("json_")),
            Parser("template", (".template",), template),
            Parser("dotenv", (".env",), _parse("dotenv")),
            Parser("bicep", (".bicep",), _parse("bicep")),
            Parser("hcl", (".tf", ".tofu", ".tfvars"), _parse("hcl")),
            Parser("markdown", (".md", ".markdown"), _markdown),
        ]

    @hookimpl
    def aiact_kinds(self) -> list[Kind]:
        from aiact_lint.kinds.builtin import kinds

        return kinds()

    @hookimpl
    def aiact_checks(self) -> list[tuple[str, PythonCheck]]:
        from aiact_lint.checks.builtin import CHECKS

        return list(CHECKS)

    @hookimpl
    def aiact_reporters(self) -> list[Reporter]:
        from aiact_lint.reporters import later

        return [
            later("text", "text", machine=False),
            later("json", "json_"),
            later("sarif", "sarif"),
            later("github", "github"),
            later("gitlab", "gitlab"),
            later("junit", "junit"),
            later("markdown", "markdown"),
            later("html", "html"),
        ]


def _parse(module: str) -> Callable[[SourceFile], Parsed]:
    """A parser whose module is imported for the first file of its format."""

    def parse(source: SourceFile) -> Parsed:
        parsed: Parsed = import_module(f"aiact_lint.parsers.{module}").parse(source)
        return parsed

    return parse


def _hcl_json(source: SourceFile) -> Parsed:
    from aiact_lint.parsers import hcl, hcl_json, json_

    return hcl_json.parse(source, json_.parse, hcl.string_template)


def _markdown(source: SourceFile) -> Parsed:
    from aiact_lint.parsers import markdown

    return markdown.parse(source, _front_matter)


def _front_matter(source: SourceFile, span: Span) -> Parsed:
    from aiact_lint.parsers import yaml_

    return yaml_.parse_span(source, span)


def _is_json(source: SourceFile) -> bool:
    """Whether a file that may be YAML or JSON is JSON."""
    return source.data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"


@dataclass(frozen=True)
class Toolbox:
    """Everything the plugins provide, collected once."""

    parsers: tuple[Parser, ...]
    kinds: tuple[Kind, ...]
    rule_folders: tuple[Path, ...]
    """Folders of installed plugins; the bundled rules are not among them."""
    checks: Mapping[str, PythonCheck]
    plugins: tuple[str, ...]
    """Names of the installed plugins that were loaded."""


class BuiltInOnly:
    """Stands for a plugin manager where no plugin is installed."""

    class _Hook:
        def __getattr__(self, name: str) -> Callable[[], list[list[Any]]]:
            part = getattr(BuiltIn(), name, list)
            return lambda: [part()]

    hook = _Hook()

    def list_name_plugin(self) -> list[tuple[str, object]]:
        return []


def manager(*, installed: bool = True) -> Manager:
    """A plugin manager with the built-in parts, and the installed plugins if wanted.

    Raises `PluginError`, naming the plugin, when one cannot be imported.
    """
    if not installed or packages_without_plugins() is not None:
        return BuiltInOnly()
    from importlib.metadata import entry_points

    import pluggy

    from aiact_lint import hookspecs

    made = pluggy.PluginManager(GROUP)
    made.add_hookspecs(hookspecs.Hooks)
    for part in vars(BuiltIn).values():
        if hasattr(part, "is_part"):
            hookspecs.hookimpl(part)
    made.register(BuiltIn(), "built-in")
    for entry in entry_points(group=GROUP):
        try:
            made.register(entry.load(), entry.name)
        except Exception as error:  # whatever a foreign module raises while it is imported
            raise PluginError(
                f"plugin '{entry.name}' ({entry.value}) cannot be loaded: {type(error).__name__}: {error}; "
                "mend or uninstall it, or run with --no-plugins"
            ) from error
    return made


def collect(made: Manager) -> Toolbox:
    """Call each hook once."""
    return Toolbox(
        parsers=tuple(each for group in made.hook.aiact_parsers() for each in group),
        kinds=tuple(each for group in made.hook.aiact_kinds() for each in group),
        rule_folders=tuple(each for group in made.hook.aiact_rule_dirs() for each in group),
        checks=dict(each for group in made.hook.aiact_checks() for each in group),
        plugins=tuple(name for name, _plugin in made.list_name_plugin() if name != "built-in"),
    )


def reporters(made: Manager) -> Mapping[str, Reporter]:
    """Output formats by name."""
    return {each.name: each for group in made.hook.aiact_reporters() for each in group}
