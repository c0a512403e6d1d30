"""What holds of every template, whatever stands in it."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from aiact_lint.charts.lexer import TemplateError, pieces
from aiact_lint.charts.parser import parse
from aiact_lint.kinds.cursor import Cursor
from aiact_lint.source import SourceFile
from unit.charts.folder import rendered

_WORDS = st.sampled_from(
    """
    {{ }} {{- -}} if else end range with define include template . .Values.a .Values.b.c $x := = | ( ) "x" `y` 'z' 12 -1
    toYaml nindent quote default printf dict list .Release.Name /* */ block break continue a: - x b: [ ] { } # | > " ' --- 🦊
    \ue000 \u2028 é
    """.split()  # noqa: SIM905
)
_BLANKS = st.sampled_from(["", " ", "\n", "\n  ", "\n    ", "\r\n", "\t"])
_TEXTS = st.lists(st.tuples(_WORDS, _BLANKS), max_size=40).map(lambda parts: "".join(map("".join, parts)))
_VALUES = "a: {x: [1, two], y: 'z: #'}\nb: {c: text}\n"


@given(_TEXTS)
@example("{{")
@example("{{-")
@example("a {{- /* x */ -}} b")
@example("{{- 1 -}}\n\n{{- 2 }}")
def test_pieces_are_the_text_in_order_but_for_trimmed_blanks(text: str) -> None:
    try:
        found = list(pieces(text))
    except TemplateError:
        return
    at = 0
    for piece in found:
        assert piece.span.start >= at
        assert not text[at : piece.span.start].strip()
        at = piece.span.end
        is_action = text.startswith("{{", piece.span.start) and text.endswith("}}", 0, piece.span.end)
        assert (piece.tokens is not None) is is_action or piece.tokens is None
        for token in piece.tokens or ():
            assert text[token.start : token.end] == token.text
    assert not text[at:].strip()


@given(_TEXTS)
@example("{{ range $i, $x := .Values.a.x }}\n- {{ $x }}\n{{ end }}")
@example("a: {{ toYaml .Values.a | nindent 2 }}")
@example('{{ define "x" }}{{ include "x" . }}{{ end }}{{ include "x" . }}')
@example("{{ if .Release.Name }}\n  a: 1\n{{ else }}\n  b: 2\n{{ end }}")
@example("\ue000: \ue000\n\ue000")
def test_every_place_lies_in_a_file_and_every_literal_is_its_text(text: str) -> None:
    for document in rendered({"templates/t.yaml": text, "values.yaml": _VALUES}).documents:
        for path in [*document.values, *document.keys]:
            cursor = Cursor(document, path, document.get(path))
            for place in (cursor.place, cursor.key_place, *cursor.via):
                source, span = place.document.source, place.span
                assert 0 <= span.start <= span.end <= len(source.text)
            marked = cursor.place.document.source.slice(cursor.place.span)
            if isinstance(cursor.data, str) and cursor.is_known and not cursor.via and "{{" not in marked:
                assert "".join(cursor.data.split())[:1] in marked


@given(st.text(alphabet=st.sampled_from("{}-/*\"`'$.:=|() \nax1"), max_size=60))
def test_any_text_is_a_template_or_an_error_with_a_place(text: str) -> None:
    offset = 0
    try:
        parse(SourceFile("t.yaml", text.encode()))
    except TemplateError as error:
        offset = error.offset
    assert 0 <= offset <= len(text)


@given(_TEXTS)
def test_text_without_actions_is_left_as_it_is(text: str) -> None:
    plain = text.replace("{{", "").replace("}}", "")
    if "{{" in plain:
        return
    result = rendered({"templates/t.yaml": f"{{{{ 1 }}}}: x\n---\n{plain}", "templates/u.yaml": plain})
    by_file = {
        name: [each.data for each in result.documents if each.source.name == name] for name in ("t.yaml", "u.yaml")
    }
    if by_file["u.yaml"] and not result.skipped and "---" not in plain and "%" not in plain:
        assert by_file["t.yaml"][1:] == [each for each in by_file["u.yaml"] if isinstance(each, dict | list)]
