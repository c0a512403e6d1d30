"""Documents of charts: data, places in the template, places in the values, what is not known."""

from __future__ import annotations

from aiact_lint.kinds.cursor import Cursor
from aiact_lint.subjects import Origin, Place
from unit.charts.folder import only, rendered
from unit.where import shown

_VALUES = """\
image:
  repository: vllm/vllm-openai
  tag: v0.9
replicas: 2
env:
  HF_MODEL_ID: acme/cv-screener
pod:
  runAsNonRoot: true
  nested: {deep: [1, two]}
"""


def _at(document: object, *path: str | int) -> Cursor:
    return Cursor.top(document).at(*path)  # type: ignore[arg-type]


def test_literals_stand_in_the_template() -> None:
    document = only("kind: Pod\n{{- if true }}\nmetadata:\n  name: cv\n{{- end }}\n")
    assert document.data == {"kind": "Pod", "metadata": {"name": "cv"}}
    name = _at(document, "metadata", "name").value()
    assert (name.value, name.origin, name.via) == ("cv", Origin.STATED, ())
    assert shown(name.place) == "4:9-11 cv"
    assert shown(_at(document, "metadata").key_place) == "3:1-9 metadata"


def test_a_value_stands_on_its_action_and_comes_from_the_values() -> None:
    document = only("kind: Pod\nreplicas: {{ .Values.replicas }}\n", _VALUES)
    value = _at(document, "replicas").value()
    assert (value.value, value.origin) == (2, Origin.DERIVED)
    assert shown(value.place) == "2:11-33 {{ .Values.replicas }}"
    assert [(place.file, shown(place)) for place in value.via] == [("c/values.yaml", "4:11-12 2")]
    assert _at(document, "replicas").text == "2"


def test_a_text_of_two_values_comes_from_both() -> None:
    document = only('image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"\n', _VALUES)
    value = _at(document, "image").value()
    assert value.value == "vllm/vllm-openai:v0.9"
    assert shown(value.place) == '1:8-64 "{{ .Values.image.repository }}:{{ .Values.image.tag }}"'
    assert [shown(place) for place in value.via] == ["2:15-31 vllm/vllm-openai", "3:8-12 v0.9"]


def test_a_mapping_from_the_values_keeps_the_place_of_each_key_and_value() -> None:
    document = only("spec:\n  {{- toYaml .Values.pod | nindent 2 }}\n", _VALUES)
    assert document.data == {"spec": {"nested": {"deep": [1, "two"]}, "runAsNonRoot": True}}
    value = _at(document, "spec", "runAsNonRoot").value()
    assert shown(value.place) == "2:3-40 {{- toYaml .Values.pod | nindent 2 }}"
    assert [shown(place) for place in value.via] == ["8:17-21 true"]
    assert [shown(place) for place in _at(document, "spec", "nested", "deep", 1).via] == ["9:22-25 two"]


def test_a_text_that_is_a_value_as_a_whole_is_read_where_it_is_written() -> None:
    document = only("a: {{ .Values.env.HF_MODEL_ID | quote }}\n", _VALUES)
    place = _at(document, "a").text_place
    assert (place.file, shown(place)) == ("c/values.yaml", "6:16-32 acme/cv-screener")


def test_what_nobody_knows_reads_as_the_template_has_it() -> None:
    document = only("metadata:\n  name: {{ .Release.Name }}-cv\n  labels: {a: b}\n")
    value = _at(document, "metadata", "name").value()
    assert (value.value, value.origin) == ("{{ .Release.Name }}-cv", Origin.UNKNOWN)
    assert shown(value.place) == "2:9-31 {{ .Release.Name }}-cv"
    assert _at(document, "metadata", "labels", "a").is_known


def test_quotes_around_what_nobody_knows_are_no_part_of_it() -> None:
    document = only('name: "{{ .Release.Name }}-cv"\n')
    assert _at(document, "name").text == "{{ .Release.Name }}-cv"
    assert shown(_at(document, "name").place) == '1:7-31 "{{ .Release.Name }}-cv"'


def test_the_files_that_a_document_is_made_of() -> None:
    helpers = '{{- define "x" -}}\na: {{ .Values.replicas }}\n{{- end }}\n'
    document = only('{{ include "x" . }}\n', _VALUES, helpers)
    assert document.origins is not None
    assert document.origins.files == {"c/templates/t.yaml", "c/templates/_helpers.tpl", "c/values.yaml"}


def test_a_value_that_nobody_states_is_unknown() -> None:
    document = only("a: {{ .Values.missing }}\nb: {{ .Values.missing | default 3 }}\n", _VALUES)
    assert not _at(document, "a").is_known
    assert _at(document, "b").value().value == 3


def test_an_object_that_is_only_possibly_there_keeps_its_facts() -> None:
    document = only("{{- if .Release.IsInstall }}\nkind: Pod\nspec:\n  a: 1\n{{- end }}\n")
    assert _at(document, "spec", "a").value().origin is Origin.STATED


def test_a_part_that_is_only_possibly_there_is_unknown() -> None:
    text = "kind: Pod\n{{- if .Release.IsInstall }}\nspec:\n  a: 1\n{{- end }}\nb: 2\n"
    document = only(text)
    assert document.data == {"kind": "Pod", "spec": {"a": 1}, "b": 2}
    assert not _at(document, "spec", "a").is_known
    assert not _at(document, "spec").is_known
    assert _at(document, "b").is_known


def test_an_else_that_may_be_taken_leaves_its_mapping_open() -> None:
    text = "spec:\n  x: 1\n  {{- if .Release.IsInstall }}\n  a: 1\n  {{- else }}\n  b: 2\n  {{- end }}\n"
    document = only(text)
    assert document.open == {("spec",)}
    maybe = _at(document, "spec", "b")
    assert (maybe.text, maybe.is_known) == ("{{ … }}", False)
    assert shown(maybe.place) == "1:1-5 spec"
    assert _at(document, "spec", "x").is_known
    assert _at(document, "other").data is None


def test_lines_that_nobody_knows_leave_their_mapping_open() -> None:
    text = 'metadata:\n  labels:\n    a: b\n    {{- include "lib.labels" . | nindent 4 }}\nspec: {}\n'
    document = only(text)
    assert document.data == {"metadata": {"labels": {"a": "b"}}, "spec": {}}
    assert document.open == {("metadata", "labels")}
    assert not _at(document, "metadata", "labels", "c").is_known
    assert [each.path[-1] for each in Cursor.top(document).find("metadata.labels.c")] == ["c"]


def test_a_mapping_of_which_nobody_knows_anything_is_unknown() -> None:
    document = only('metadata:\n  labels:\n    {{- include "lib.labels" . | nindent 4 }}\nspec: {}\n')
    assert not _at(document, "metadata", "labels").is_known
    assert _at(document, "metadata", "labels").text == '{{- include "lib.labels" . | nindent 4 }}'
    assert document.open == frozenset()


def test_a_list_that_may_have_more_items_is_open() -> None:
    document = only("args:\n- a\n{{- range .Capabilities }}\n- b\n{{- end }}\nother: 1\n")
    assert ("args",) in document.open
    assert document.data == {"args": ["a", "b"], "other": 1}
    assert not _at(document, "args", 1).is_known


def test_a_line_of_a_block_text_that_nobody_knows_makes_the_text_unknown() -> None:
    document = only("data:\n  a: |\n    one\n    {{ .Release.Name }}\n    two\n  b: c\n")
    assert not _at(document, "data", "a").is_known
    assert _at(document, "data", "b").is_known
    assert document.open == frozenset()


def test_named_templates_that_write_whole_entries_are_marked_in_their_own_file() -> None:
    helpers = '{{- define "pod" -}}\nspec:\n  image: {{ .Values.image.repository }}\n  user: 0\n{{- end }}\n'
    document = only('kind: Pod\n{{ include "pod" . }}\n', _VALUES, helpers)
    user, image = (_at(document, "spec", name).value() for name in ("user", "image"))
    assert (user.place.file, shown(user.place)) == ("c/templates/_helpers.tpl", "4:9-10 0")
    assert shown(image.place) == "3:10-40 {{ .Values.image.repository }}"
    assert [shown(place) for place in image.via] == ["2:15-31 vllm/vllm-openai"]
    assert shown(_at(document, "spec").key_place) == "2:1-5 spec"
    assert shown(Place(document, ("spec", "user"))) == '2:1-22 {{ include "pod" . }}'


def test_a_named_template_that_gives_only_a_value_is_marked_where_it_is_asked_for() -> None:
    helpers = '{{- define "image" -}}\n{{ .Values.image.repository }}:latest\n{{- end }}\n'
    document = only('a: {{ include "image" . }}\n', _VALUES, helpers)
    value = _at(document, "a").value()
    assert value.value == "vllm/vllm-openai:latest"
    assert (value.place.file, shown(value.place)) == ("c/templates/t.yaml", '1:4-27 {{ include "image" . }}')
    assert [shown(place) for place in value.via] == ["2:15-31 vllm/vllm-openai"]


def test_files_of_the_chart_are_marked_where_they_are_written() -> None:
    document = only(
        'data:\n{{ .Files.Get "files/a.yaml" | indent 2 }}\n', more={"files/a.yaml": "key: value\nother: 1\n"}
    )
    value = _at(document, "data", "other").value()
    assert (value.place.file, shown(value.place)) == ("c/files/a.yaml", "2:8-9 1")


def test_files_outside_of_the_chart_are_not_read() -> None:
    document = only('a: "{{ .Files.Get "../secret" }}"\nb: "{{ .Files.Get "/etc/passwd" }}"\n')
    assert document.data == {"a": "", "b": ""}


def test_several_documents_are_numbered_over_the_file() -> None:
    result = rendered({"templates/t.yaml": "{{- range list 1 2 }}\n---\nkind: A{{ . }}\n{{- end }}\n"})
    assert [(each.index, each.data) for each in result.documents] == [(0, {"kind": "A1"}), (1, {"kind": "A2"})]
    assert {shown(Cursor.top(each).at("kind").place) for each in result.documents} == {"3:7-15 A{{ . }}"}


def test_a_document_that_is_no_yaml_is_told_and_the_others_are_kept() -> None:
    result = rendered({"templates/t.yaml": "a: 1{{ 1 }}\n---\nb: [{{ 2 }}\n"})
    assert [each.data for each in result.documents] == [{"a": 11}]
    ((path, reason),) = [(each.path, each.reason) for each in result.skipped]
    assert path == "c/templates/t.yaml"
    assert reason.startswith("template: with its {{ }} filled in, not valid YAML")


def test_a_block_in_doubt_that_does_not_fit_is_left_out() -> None:
    text = "env:\n- name: A\n  {{- if .Release.IsInstall }}\n  just text\n  {{- else }}\n  value: b\n  {{- end }}\n"
    document = only(text)
    assert document.data == {"env": [{"name": "A"}]}
    assert document.open == {("env",)}


def test_custom_resource_definitions_are_left_out() -> None:
    text = "kind: CustomResourceDefinition\na: {{ 1 }}\n---\nkind: Pod\na: {{ 2 }}\n"
    assert [each.data for each in rendered({"templates/t.yaml": text}).documents] == [{"kind": "Pod", "a": 2}]


def test_a_file_that_is_no_template_is_told() -> None:
    result = rendered({"templates/t.yaml": "a: {{ if }}\n", "templates/u.yaml": "b: 1\n"})
    assert [each.data for each in result.documents] == [{"b": 1}]
    assert [(each.path, each.reason) for each in result.skipped] == [
        ("c/templates/t.yaml", "not a Go template: an action without a value")
    ]
