"""Charts with their parts: values, conditions, aliases, global values; which files belong to which chart."""

from __future__ import annotations

from aiact_lint.charts.folders import ChartFolders
from aiact_lint.charts.render import render
from aiact_lint.kinds.cursor import Cursor
from unit.charts.folder import Folder, rendered
from unit.where import shown

_PART = {
    "charts/llm/Chart.yaml": "name: llm\nversion: 0.1.0\n",
    "charts/llm/values.yaml": "model: acme/small\nsize: 1\n",
    "charts/llm/templates/t.yaml": "kind: Part\nmodel: {{ .Values.model }}\nsize: {{ .Values.size }}\n",
}


def _data(files: dict[str, str]) -> list[object]:
    return [each.data for each in rendered(files).documents]


def test_a_part_sees_its_own_values_under_those_of_the_whole() -> None:
    result = rendered({**_PART, "values.yaml": "llm:\n  model: acme/large\n"})
    (document,) = result.documents
    assert document.data == {"kind": "Part", "model": "acme/large", "size": 1}
    via = [Cursor.top(document).at(name).via[0] for name in ("model", "size")]
    assert [(place.file, shown(place)) for place in via] == [
        ("c/values.yaml", "2:10-20 acme/large"),
        ("c/charts/llm/values.yaml", "2:7-8 1"),
    ]


def test_the_whole_sees_the_values_of_its_parts() -> None:
    assert {"x": "acme/small"} in _data({**_PART, "templates/t.yaml": "x: {{ .Values.llm.model }}\n"})


def test_a_part_is_switched_off_by_its_condition() -> None:
    chart = "name: c\nversion: 1.0.0\ndependencies:\n- name: llm\n  condition: other.on,llm.enabled\n"
    off = {**_PART, "Chart.yaml": chart, "values.yaml": "llm: {enabled: false}\n"}
    assert _data(off) == []
    assert len(_data({**off, "values.yaml": "llm: {enabled: true}\n"})) == 1
    assert len(_data({**off, "values.yaml": "a: 1\n"})) == 1


def test_a_part_is_switched_off_by_its_tags() -> None:
    chart = "name: c\nversion: 1.0.0\ndependencies:\n- {name: llm, tags: [gpu, big]}\n"
    assert _data({**_PART, "Chart.yaml": chart, "values.yaml": "tags: {gpu: false}\n"}) == []
    assert len(_data({**_PART, "Chart.yaml": chart, "values.yaml": "tags: {gpu: false, big: true}\n"})) == 1


def test_a_part_appears_once_for_each_alias() -> None:
    chart = "name: c\nversion: 1.0.0\ndependencies:\n- {name: llm, alias: one}\n- {name: llm, alias: two}\n"
    found = _data({**_PART, "Chart.yaml": chart, "values.yaml": "two: {size: 5}\n"})
    assert found == [
        {"kind": "Part", "model": "acme/small", "size": 1},
        {"kind": "Part", "model": "acme/small", "size": 5},
    ]


def test_global_values_reach_the_parts() -> None:
    files = {**_PART, "charts/llm/templates/t.yaml": "a: {{ .Values.global.region }}\n"}
    assert _data({**files, "values.yaml": "global: {region: eu}\n"}) == [{"a": "eu"}]


def test_named_templates_of_the_whole_win_over_those_of_its_parts() -> None:
    files = {
        **_PART,
        "charts/llm/templates/_h.tpl": '{{ define "n" }}part{{ end }}{{ define "own" }}own{{ end }}',
        "charts/llm/templates/t.yaml": 'a: {{ include "n" . }}\nb: {{ include "own" . }}\n',
        "templates/_h.tpl": '{{ define "n" }}whole{{ end }}',
    }
    assert _data(files) == [{"a": "whole", "b": "own"}]


def test_a_chart_beside_it_is_a_part_by_its_file_reference() -> None:
    files = {
        "c/Chart.yaml": "name: c\nversion: 1.0.0\ndependencies:\n- {name: lib, repository: 'file://../lib'}\n",
        "c/templates/t.yaml": 'a: {{ include "lib.x" . }}\n',
        "lib/Chart.yaml": "name: lib\nversion: 1.0.0\ntype: library\n",
        "lib/templates/_h.tpl": '{{ define "lib.x" }}x{{ end }}',
        "lib/templates/t.yaml": "never: {{ 1 }}\n",
    }
    assert [each.data for each in render("c", Folder(files)).documents] == [{"a": "x"}]


def test_a_file_reference_out_of_the_tree_or_to_itself_is_harmless() -> None:
    chart = "name: c\nversion: 1.0.0\ndependencies:\n- {name: x, repository: 'file://../../..'}\n"
    itself = chart + "- {name: c, repository: 'file://.'}\n"
    assert _data({"Chart.yaml": chart, "templates/t.yaml": "a: {{ 1 }}\n"}) == [{"a": 1}]
    assert {"a": 1} in _data({"Chart.yaml": itself, "templates/t.yaml": "a: {{ 1 }}\n"})


def test_dependencies_of_old_charts_stand_in_requirements() -> None:
    files = {
        **_PART,
        "requirements.yaml": "dependencies:\n- {name: llm, condition: llm.enabled}\n",
        "values.yaml": "llm: {enabled: false}\n",
    }
    assert _data(files) == []


def test_words_that_helm_takes_for_booleans() -> None:
    values = 'a: off\nb: "off"\nc: yes\n'
    template = "{{ range list .Values.a .Values.b .Values.c }}\n- {{ if . }}on{{ else }}off{{ end }}{{ end }}\n"
    assert _data({"values.yaml": values, "templates/t.yaml": template}) == [["off", "on", "on"]]


def test_a_null_in_the_values_counts_as_not_stated() -> None:
    template = 'a: {{ hasKey .Values "a" }}\nb: {{ .Values.a | default "x" }}\n'
    assert _data({"values.yaml": "a: null\n", "templates/t.yaml": template}) == [{"a": False, "b": "x"}]


def test_tests_of_a_chart_and_notes_and_partials_write_no_manifests() -> None:
    files = {
        "templates/NOTES.txt": "{{ 1 }}",
        "templates/_part.yaml": "a: {{ 1 }}",
        "templates/deep/t.yaml": "b: {{ 2 }}",
    }
    assert _data(files) == [{"b": 2}]


def test_a_folder_without_a_readable_chart_gives_nothing() -> None:
    assert render("c", Folder({"c/Chart.yaml": "a: [", "c/templates/t.yaml": "a: {{ 1 }}"})).documents == []
    assert render("c", Folder({})).documents == []


def test_charts_by_folder() -> None:
    folders = ChartFolders(
        [
            "a/Chart.yaml",
            "a/charts/b/Chart.yaml",
            "a/charts/b/charts/c/Chart.yaml",
            "charts/d/Chart.yaml",
            "e/charts/x.yaml",
        ]
    )
    assert folders.around("a/values.yaml") == "a"
    assert folders.around("a/charts/b/charts/c/templates/x/y.yaml") == "a"
    assert folders.around("charts/d/values.yaml") == "charts/d"
    assert folders.around("e/charts/x.yaml") is None
    assert folders.is_template("a/charts/b/templates/x.yaml")
    assert not folders.is_template("a/values.yaml")
    assert not folders.is_template("e/templates/x.yaml")


def test_a_chart_at_the_top_of_the_tree() -> None:
    folders = ChartFolders(["Chart.yaml", "charts/b/Chart.yaml"])
    assert folders.around("charts/b/templates/x.yaml") == ""
    assert folders.is_template("templates/x.yaml")
    assert not folders.is_template("docs/x.yaml")
    files = Folder({"Chart.yaml": "name: top\n", "templates/t.yaml": "a: {{ .Chart.Name }}\n"})
    assert [each.data for each in render("", files).documents] == [{"a": "top"}]


def test_further_values_files_are_further_ways_to_release_the_chart() -> None:
    files = {
        "values.yaml": "size: 1\nname: a\n",
        "values-prod.yaml": "size: 5\n",
        "test.values.yaml": "name: a\n",
        "ci/x-values.yaml": "size: 7\n",
        "templates/t.yaml": "size: {{ .Values.size }}\nname: {{ .Values.name }}\n",
        "templates/u.yaml": "plain: 1\n",
    }
    result = rendered(files)
    assert [(each.source.name, each.data) for each in result.documents] == [
        ("t.yaml", {"size": 1, "name": "a"}),
        ("u.yaml", {"plain": 1}),
        ("t.yaml", {"size": 5, "name": "a"}),
    ]
    assert [each.index for each in result.documents] == [0, 0, 1]
    via = Cursor.top(result.documents[2]).at("size").via[0]
    assert (via.file, shown(via)) == ("c/values-prod.yaml", "1:7-8 5")


def test_a_null_in_further_values_takes_a_value_away() -> None:
    files = {
        "values.yaml": "a: {b: 1, c: 2}\n",
        "values-x.yaml": "a: {b: null}\n",
        "templates/t.yaml": "a: {{ toJson .Values.a }}\n",
    }
    assert _data(files) == [{"a": {"b": 1, "c": 2}}, {"a": {"c": 2}}]
