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


def test_suppressions_work_in_every_file_of_a_built_object(tmp_path: Path) -> None:
    template = _FILES["chart/templates/deployment.yaml"]
    ignore = "# aiact-lint: ignore[AIA407] a person looks at every rejection"
    changed = template.replace(
        "value: {{ .Values.autoReject | quote }}", "value: {{ .Values.autoReject | quote }} " + ignore
    )
    assert changed != template
    done = aiact_lint(
        "--as-of", "2028-01-01", "--format", "json", "--no-plugins", "--select", "AIA407,AIA003",
        cwd=_written(tmp_path, **{"chart/templates/deployment.yaml": changed}),
    )  # fmt: skip
    assert done.places == []
    overlay = {
        "deploy/base/kustomization.yaml": "resources: [isvc.yaml]\n",
        "deploy/base/isvc.yaml": "apiVersion: serving.kserve.io/v1beta1\nkind: InferenceService\n"
        "metadata: {name: s, annotations: {aiact.acme.eu/system: screener}}\nspec: {predictor: {}}\n",
        "deploy/prod/kustomization.yaml": f"resources: [../base]\ncommonAnnotations:\n"
        f"  {ignore.replace('AIA407', 'AIA103')}\n  aiact.acme.eu/risk-class: minimal\n",
    }
    done = aiact_lint(
        "--as-of", "2028-01-01", "--format", "json", "--no-plugins", "--select", "AIA103,AIA003",
        cwd=_written(tmp_path, **overlay),
    )  # fmt: skip
    assert [place(each) for each in done.json["findings"]] == ["chart/templates/deployment.yaml:8:31-54"]


EXAMPLE = "examples/charts-and-overlays"


@pytest.fixture(scope="module")
def example(checkout: Path) -> Run:
    chosen = ("--select", "AIA103,AIA407", "--as-of", "2027-12-02", "--format", "json", "--no-plugins")
    return aiact_lint(EXAMPLE, *chosen, cwd=checkout)


def test_the_documented_example_has_its_findings(example: Run) -> None:
    found = [(rule, where.removeprefix(f"{EXAMPLE}/")) for rule, _, where in example.places]
    assert found == [
        ("AIA103", "aiact.yaml:10:37-40"),
        ("AIA103", "chart/templates/deployment.yaml:6:32-55"),
        ("AIA407", "chart/templates/deployment.yaml:18:22-54"),
        ("AIA103", "deploy/overlays/prod/kustomization.yaml:5:30-37"),
        ("AIA407", "deploy/overlays/prod/threshold.yaml:12:18-24"),
    ]


def test_the_documented_example_shows_the_other_files(example: Run) -> None:
    related = {
        place(each).removeprefix(f"{EXAMPLE}/"): {place(other).removeprefix(f"{EXAMPLE}/") for other in each["related"]}
        for each in example.json["findings"]
    }
    assert related["aiact.yaml:10:37-40"] == {"deploy/overlays/prod/threshold.yaml:10:18-23"}
    assert related["chart/templates/deployment.yaml:6:32-55"] == {"aiact.yaml:6:17-26", "chart/values.yaml:5:12-19"}
    assert related["chart/templates/deployment.yaml:18:22-54"] == {"aiact.yaml:9:5-14", "chart/values.yaml:6:13-19"}


def test_the_documented_page_names_every_place(checkout: Path, example: Run) -> None:
    page = (checkout / "docs/helm-and-kustomize.md").read_text("utf-8")
    for _, _, where in example.places:
        path, line, _ = where.removeprefix(f"{EXAMPLE}/").rsplit(":", 2)
        assert f"`{path}:{line}`" in page


def test_the_documented_example_is_one_system(example: Run) -> None:
    (system,) = example.json["systems"]
    assert {each["path"].removeprefix(f"{EXAMPLE}/") for each in system["files"]} == {
        "aiact.yaml",
        "chart/templates/deployment.yaml",
        "deploy/base/isvc.yaml",
        "model/README.md",
    }
