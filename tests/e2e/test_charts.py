"""A Helm chart as a user lints it: findings on the template, the values beside them, its card linked."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from e2e.command import Run, aiact_lint, place

_FILES = {
    "models/screener/README.md": """\
        ---
        license: apache-2.0
        model_name: acme/screener
        eu_ai_act:
          system: screener
          risk-class: high-risk
          annex-iii: [recruitment]
        ---
        # Screener

        Ranks job applications for a recruiter who decides.
        """,
    "chart/Chart.yaml": "apiVersion: v2\nname: screener\nversion: 1.0.0\n",
    "chart/values.yaml": """\
        model: acme/screener
        riskClass: minimal
        image:
          repository: vllm/vllm-openai
          tag: v0.9.1
        autoReject: "true"
        """,
    "chart/templates/_helpers.tpl": """\
        {{- define "screener.labels" -}}
        app.kubernetes.io/part-of: hiring
        app.kubernetes.io/instance: {{ .Release.Name }}
        {{- end }}
        """,
    "chart/templates/deployment.yaml": """\
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: {{ .Release.Name }}-screener
          labels:
            {{- include "screener.labels" . | nindent 4 }}
          annotations:
            aiact.acme.eu/risk-class: {{ .Values.riskClass }}
        spec:
          template:
            spec:
              containers:
              - name: server
                image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
                args: ["--model", {{ .Values.model | quote }}]
                env:
                {{- if .Values.autoReject }}
                - name: AUTO_REJECT
                  value: {{ .Values.autoReject | quote }}
                {{- end }}
        """,
}


def _written(folder: Path, **changes: str) -> Path:
    for path, text in {**_FILES, **changes}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(dedent(text), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = _written(tmp_path_factory.mktemp("chart"))
    return aiact_lint("--as-of", "2028-01-01", "--format", "json", "--no-plugins", cwd=folder)


def test_the_template_belongs_to_the_system_of_the_card_that_its_values_name(run: Run) -> None:
    (system,) = run.json["systems"]
    assert {each["path"] for each in system["files"]} == {
        "models/screener/README.md",
        "chart/templates/deployment.yaml",
    }


def test_a_contradiction_stands_on_the_template_and_shows_the_value(run: Run) -> None:
    (found,) = [each for each in run.json["findings"] if each["rule"] == "AIA103"]
    assert place(found) == "chart/templates/deployment.yaml:8:31-54"
    assert [place(each) for each in found["related"]] == [
        "models/screener/README.md:6:15-24",
        "chart/values.yaml:2:12-19",
    ]


def test_a_switch_that_the_values_turn_on_stands_on_the_template(run: Run) -> None:
    (found,) = [each for each in run.json["findings"] if each["rule"] == "AIA407"]
    assert place(found) == "chart/templates/deployment.yaml:19:18-50"
    assert "chart/values.yaml:6:13-19" in [place(each) for each in found["related"]]


def test_nothing_is_skipped(run: Run) -> None:
    assert run.json["skipped"] == []
    assert run.json["errors"] == []


def test_a_block_that_the_values_turn_off_is_not_there(tmp_path: Path) -> None:
    values = _FILES["chart/values.yaml"].replace('"true"', '""')
    folder = _written(tmp_path, **{"chart/values.yaml": values})
    done = aiact_lint("--as-of", "2028-01-01", "--format", "json", "--no-plugins", "--select", "AIA407", cwd=folder)
    assert done.places == []


def test_a_chart_without_a_sign_of_ai_is_not_read(tmp_path: Path) -> None:
    folder = _written(tmp_path)
    (folder / "models/screener/README.md").unlink()
    template = folder / "chart/templates/deployment.yaml"
    template.write_text(template.read_text("utf-8").replace("aiact.acme.eu/risk-class", "x"), encoding="utf-8")
    (folder / "chart/values.yaml").write_text("image: {repository: nginx}\n", encoding="utf-8")
    done = aiact_lint("--format", "json", "--no-plugins", cwd=folder)
    assert (done.json["systems"], done.json["findings"], done.json["skipped"]) == ([], [], [])
