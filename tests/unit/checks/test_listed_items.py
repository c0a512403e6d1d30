from unit.checks.look import findings, messages, report

_DECLARED = "system: a\nrisk-class: high-risk\ndocumentation: {technical: docs/technical.md}\n"
_ALL = """\
# A

- [Overview](a.md)
- Design

| part | where |
| --- | --- |
| Oversight | x |
| Metrics | x |
| Risks | x |
| Release notes | x |

## Standards

## EU declaration of conformity

## Post-market monitoring
"""


def _missing(files: dict[str, str]) -> list[str]:
    (message,) = messages("AIA602", files)
    return [each.split()[0] for each in message.partition("for: ")[2].split("; ")]


def test_headings_items_and_cells_all_count() -> None:
    assert messages("AIA602", {"aiact.yaml": _DECLARED, "docs/technical.md": _ALL}) == []


def test_running_text_does_not_count_and_one_finding_lists_all() -> None:
    files = {"aiact.yaml": _DECLARED, "docs/technical.md": "# A\n\nThe design, its metrics, risks and standards.\n"}
    assert _missing(files) == ["1", "2", "3", "4", "5", "6", "7", "8", "9"]
    ((_, where),) = findings("AIA602", files)
    assert where == ("aiact.yaml", 3, 28, 45)


def test_declared_keys_count_unless_they_say_no() -> None:
    text = _ALL.replace("| Risks | x |\n", "").replace("## Standards\n", "")
    files = {"aiact.yaml": f"{_DECLARED}risk-management: RM-4\n", "docs/technical.md": text}
    assert _missing(files) == ["7"]
    files["aiact.yaml"] = f"{_DECLARED}risk-management: false\nconformity: {{standards: [EN 18286]}}\n"
    assert _missing(files) == ["5"]


def test_a_section_ends_where_the_next_of_its_level_begins() -> None:
    text = "# Documents\n\n## Annex IV\n\n### Overview\n\n## Design\n"
    files = {"aiact.yaml": _DECLARED.replace("technical.md", "technical.md#annex-iv"), "docs/technical.md": text}
    assert _missing(files) == ["2", "3", "4", "5", "6", "7", "8", "9"]


def test_what_this_run_does_not_read_is_not_judged() -> None:
    for written in ("https://docs.acme.eu/annex-iv", "DMS-2026-114", "docs/technical.pdf", "docs/"):
        files = {"aiact.yaml": _DECLARED.replace("docs/technical.md", f'"{written}"'), "docs/other.md": "# A\n"}
        assert messages("AIA602", files) == []


def test_an_item_that_depends_on_an_unknown_value_is_inconclusive_only_if_nothing_else_is_missing() -> None:
    manifest = (
        "apiVersion: serving.kserve.io/v1beta1\nkind: InferenceService\n"
        'metadata: {name: a, annotations: {aiact-lint/system: a, aiact-lint/monitoring-plan: "{{ .Values.plan }}"}}\n'
        "spec: {predictor: {model: {modelFormat: {name: sklearn}}}}\n"
    )
    without = _ALL.replace("## Post-market monitoring\n", "")
    files = {"aiact.yaml": _DECLARED, "docs/technical.md": without, "isvc.yaml": manifest}
    found = report("AIA602", files)
    assert (len(found.findings), [each.location.path for each in found.inconclusive]) == (0, ["isvc.yaml"])
    files["docs/technical.md"] = without.replace("- Design\n", "")
    assert _missing(files) == ["2"]
