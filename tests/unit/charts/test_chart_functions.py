"""Functions of templates, against what Helm itself writes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from aiact_lint.charts.chart import context, instances, load
from aiact_lint.charts.functions import FUNCTIONS
from aiact_lint.charts.machine import Machine
from aiact_lint.charts.parser import parse
from aiact_lint.charts.rope import Rope, is_known, text_of
from aiact_lint.source import SourceFile
from unit.charts.folder import Folder

_FILE = Path(__file__).parent / "helm_expressions.yaml"
_RECORDED: dict[str, Any] = YAML(typ="safe").load(_FILE)
_NAMED = '{{ define "named" }}[{{ .x }}]{{ end }}'


def _written(expression: str) -> Rope:
    text = _FILE.read_text("utf-8").partition("values:\n")[2].partition("expressions:\n")[0]
    chart = load("c", Folder({"c/Chart.yaml": "name: sample\nversion: 1.2.3\n", "c/values.yaml": text}))
    assert chart is not None
    (instance,) = instances(chart)
    named = parse(SourceFile("named.tpl", _NAMED.encode())).defined
    template = parse(SourceFile("t.yaml", f"{{{{ {expression} }}}}".encode())).top
    return Machine(named, FUNCTIONS).render(template, context(instance))


@pytest.mark.parametrize(("expression", "expected"), _RECORDED["expressions"])
def test_writes_what_helm_writes(expression: str, expected: str) -> None:
    rope = _written(expression)
    assert is_known(rope)
    assert text_of(rope) == expected


@pytest.mark.parametrize("expression", _RECORDED["unknown"])
def test_what_the_files_do_not_say_is_a_hole(expression: str) -> None:
    assert not is_known(_written(expression))


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("if or .Values.yes .Release.IsInstall }}a{{ end", "a"),  # true whatever the release is
        ("if and .Values.no .Release.IsInstall }}a{{ end", ""),
        ("if or .Release.IsInstall .Values.yes }}a{{ end", "a"),
        ("if not .Values.missing }}a{{ else }}b{{ end", "a"),  # nobody states it, so it is not there by default
        ("with .Values.image }}{{ .tag }}{{ end", "v0.9"),
        ("range $i, $x := .Values.items }}{{ $i }}{{ $x }},{{ end", "0b,1a,2c,"),
        ("range $k, $v := .Values.map }}{{ $k }}={{ $v }};{{ end", "a=one;b=2;"),
        ("range .Values.none }}x{{ else }}none{{ end", "none"),
        ('range .Values.items }}{{ if eq . "a" }}{{ break }}{{ end }}{{ . }}{{ end', "b"),
        ('range .Values.items }}{{ if eq . "a" }}{{ continue }}{{ end }}{{ . }}{{ end', "bc"),
        ("$x := 1 }}{{ if .Values.yes }}{{ $x = 2 }}{{ end }}{{ $x", "2"),
        ("$x := 1 }}{{ if .Values.yes }}{{ $x := 2 }}{{ end }}{{ $x", "1"),
        ('template "named" (dict "x" 3)', "[3]"),
        ("if .Values.no }}a{{ else if .Values.yes }}b{{ else }}c{{ end", "b"),
        ('$d := dict "a" 1 }}{{ $_ := set $d "b" 2 }}{{ $d.b', "2"),
        ("/* a comment with }} in it */", ""),
    ],
)
def test_blocks(expression: str, expected: str) -> None:
    rope = _written(expression)
    assert is_known(rope)
    assert text_of(rope) == expected


@pytest.mark.parametrize(
    "expression",
    [
        "if .Release.IsInstall }}a{{ else }}b{{ end",
        "range .Capabilities }}a{{ end",
        "$x := 1 }}{{ if .Release.IsInstall }}{{ $x = 2 }}{{ end }}{{ $x",
        '$d := dict "a" 1 }}{{ if .Release.IsInstall }}{{ $_ := set $d "a" 2 }}{{ end }}{{ $d.a',
    ],
)
def test_unknown_conditions_make_holes(expression: str) -> None:
    assert not is_known(_written(expression))
