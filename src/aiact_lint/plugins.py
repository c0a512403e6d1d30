"""What the program is made of: built-in parsers, kinds, checks and reporters, and those of installed plugins.

Nothing of the linted repository is ever loaded here: plugins come from installed entry points only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pluggy

from aiact_lint.hookspecs import PROJECT, Hooks, hookimpl

if TYPE_CHECKING:
    from aiact_lint.kinds import Kind
    from aiact_lint.parsers import Parser
    from aiact_lint.reporters import Reporter
    from aiact_lint.rule import PythonCheck


class PluginError(Exception):
    """An installed plugin that cannot be used; the message names it."""


class BuiltIn:
    """The built-in parts, as one plugin; heavy modules are imported when a hook is called."""

    @hookimpl
    def aiact_parsers(self) -> list[Parser]:
        from aiact_lint.parsers import Parser, hcl, hcl_json, json_, markdown, yaml_

        return [
            Parser("yaml", (".yaml", ".yml"), yaml_.parse),
            Parser(
                "hcl-json",  # before JSON: the first ending that fits decides
                (".tf.json", ".tofu.json"),
                lambda source: hcl_json.parse(source, json_.parse, hcl.string_template),
            ),
            Parser("json", (".json",), json_.parse),
            Parser("hcl", (".tf", ".tofu", ".tfvars"), hcl.parse),
            Parser("markdown", (".md", ".markdown"), lambda source: markdown.parse(source, yaml_.parse_span)),
        ]

    @hookimpl
    def aiact_kinds(self) -> list[Kind]:
        from aiact_lint.kinds import card, compose, declaration, kubernetes, terraform

        return [declaration.KIND, card.KIND, kubernetes.KIND, compose.KIND, terraform.KIND, terraform.PLAN]

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


def manager(*, installed: bool = True) -> pluggy.PluginManager:
    """A plugin manager with the built-in parts, and the installed plugins if wanted.

    Raises `PluginError`, naming the plugin, when one cannot be imported.
    """
    made = pluggy.PluginManager(PROJECT)
    made.add_hookspecs(Hooks)
    made.register(BuiltIn(), "built-in")
    if installed:
        from importlib.metadata import entry_points

        for entry in entry_points(group=PROJECT):
            try:
                made.register(entry.load(), entry.name)
            except Exception as error:  # whatever a foreign module raises while it is imported
                raise PluginError(
                    f"plugin '{entry.name}' ({entry.value}) cannot be loaded: {type(error).__name__}: {error}; "
                    "mend or uninstall it, or run with --no-plugins"
                ) from error
    return made


def collect(made: pluggy.PluginManager) -> Toolbox:
    """Call each hook once."""
    return Toolbox(
        parsers=tuple(each for group in made.hook.aiact_parsers() for each in group),
        kinds=tuple(each for group in made.hook.aiact_kinds() for each in group),
        rule_folders=tuple(each for group in made.hook.aiact_rule_dirs() for each in group),
        checks=dict(each for group in made.hook.aiact_checks() for each in group),
        plugins=tuple(name for name, _plugin in made.list_name_plugin() if name != "built-in"),
    )


def reporters(made: pluggy.PluginManager) -> Mapping[str, Reporter]:
    """Output formats by name."""
    return {each.name: each for group in made.hook.aiact_reporters() for each in group}
