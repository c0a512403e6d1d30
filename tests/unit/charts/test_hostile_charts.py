"""Charts that want to cost a lot."""

from __future__ import annotations

import time

import pytest

from unit.charts.folder import rendered

_DOUBLE = "".join('{{ $d = dict "a" $d "b" $d }}' for _ in range(60))


@pytest.mark.parametrize(
    "template",
    [
        "{{ range until 1000 }}{{ range until 1000 }}{{ range until 1000 }}x{{ end }}{{ end }}{{ end }}",
        '{{ define "x" }}{{ include "x" . }}{{ include "x" . }}{{ end }}a: {{ include "x" . }}',
        '{{ define "x" }}{{ if .Release.IsInstall }}\n{{ include "x" . }}\n{{ end }}{{ end }}a: {{ include "x" . }}',
        '{{ $d := dict "a" 1 }}' + _DOUBLE + "a: {{ toYaml $d }}",
        '{{ $d := dict "a" 1 }}' + _DOUBLE + "a: {{ toJson $d | quote }}",
        '{{ $d := dict "a" 1 }}' + _DOUBLE + "a: {{ eq $d $d }}",
        '{{ $d := dict "a" 1 }}' + _DOUBLE + "a: {{ $d }}",
        '{{ $d := dict "a" 1 }}' + _DOUBLE + "{{ $_ := merge $d $d }}{{ $_ := deepCopy $d }}a: {{ quote $d }}",
        '{{ $d := dict }}{{ $_ := set $d "a" $d }}a: {{ toYaml $d }}',
        '{{ $d := dict }}{{ $_ := set $d "a" $d }}a: {{ $d }}',
        '{{ $_ := set .Values "a" . }}a: {{ toYaml .Values }}',
        '{{ $s := "xxxxxxxxxx" }}' + "{{ $s = print $s $s $s $s }}" * 30 + "a: {{ $s }}",
        '{{ $s := "xxxxxxxxxx" }}' + '{{ $s = printf "%s%s%s%s" $s $s $s $s }}' * 30 + "a: {{ len $s }}",
        '{{ $s := "x" }}' + "{{ $s = repeat 1000 $s }}" * 5 + "a: {{ $s }}",
        "{{ $l := list 1 }}" + "{{ $l = concat $l $l }}" * 40 + 'a: {{ $l | join "," }}',
        '{{ $s := "x" }}' + "{{ $s = $s | indent 1000 }}" * 3000 + "a: {{ $s }}",
        '{{ $s := "x" }}' + "{{ $s = $s | quote }}" * 300 + "a: {{ $s }}",
        '{{ $s := "{{ tpl .s . }}" }}a: {{ tpl $s (dict "s" $s) }}',
        "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
        "{{ if true }}" * 5000,
        "{{ if true }}" * 50 + "x" + "{{ end }}" * 50,
        "{{ 1" + "0" * 100_000 + " }}",
        "{{" * 100_000,
        "{{/*" * 100_000,
        '{{ "' * 50_000,
        "{{ .a" + ".a" * 100_000 + " }}",
        "{{ 1 | 1" + " | print" * 100_000 + " }}",
        "a: {{ add " + "9007199254740992 " * 1000 + "}}",
        'a: {{ fromYaml "[[[[[[[[[[[[[[[[" }}',
        "a: {{ fromYaml `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\n"
        "d: &d [*c,*c,*c,*c,*c,*c,*c,*c]\ne: [*d,*d,*d,*d,*d,*d,*d,*d]` }}",
    ],
    ids=range(30),
)
def test_a_hostile_template_ends_soon(template: str) -> None:
    started = time.process_time()
    result = rendered({"templates/t.yaml": template})
    assert time.process_time() - started < 10
    assert len(result.documents) <= 1


def test_charts_that_name_each_other_are_loaded_a_bounded_number_of_times() -> None:
    files = {}
    for number in range(30):
        named = "".join(f"- {{name: c{other}, repository: 'file://../c{other}'}}\n" for other in range(30))
        files[f"../c{number}/Chart.yaml"] = f"name: c{number}\ndependencies:\n{named}"
    started = time.process_time()
    rendered({path.replace("../", "charts/"): text for path, text in files.items()})
    assert time.process_time() - started < 10


def test_a_part_with_many_aliases_is_written_out_a_bounded_number_of_times() -> None:
    named = "".join(f"- {{name: p, alias: a{number}}}\n" for number in range(1000))
    files = {
        "Chart.yaml": f"name: c\ndependencies:\n{named}",
        "charts/p/Chart.yaml": "name: p\n",
        "charts/p/templates/t.yaml": "a: {{ 1 }}\n",
    }
    assert 0 < len(rendered(files).documents) <= 200
