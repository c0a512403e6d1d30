import pytest

from unit.checks.look import findings, messages

_DEPLOYMENT = """\
apiVersion: apps/v1
kind: {kind}
metadata: {{name: cv, annotations: {{aiact-lint/risk-class: high-risk}}}}
spec:
{spec}
  template:
    spec:
      containers:
        - name: cv
          image: acme/cv
{rest}
"""
_GOOD = "          readinessProbe: {httpGet: {path: /}}\n          resources: {limits: {cpu: 1}}"


def _deployment(kind: str = "Deployment", spec: str = "  replicas: 2", rest: str = _GOOD) -> dict[str, str]:
    return {"deploy.yaml": _DEPLOYMENT.format(kind=kind, spec=spec, rest=rest)}


def test_one_note_lists_all_that_is_missing() -> None:
    ((message, where),) = findings("AIA708", _deployment(spec="", rest=""))
    assert "no second replica, probe, resource limits," in message
    assert where == ("deploy.yaml", 3, 18, 20)


@pytest.mark.parametrize(
    ("files", "found"),
    [
        (_deployment(), 0),
        (_deployment(spec="  replicas: 1"), 1),
        (_deployment(spec="  replicas: 0"), 1),
        (_deployment(rest=_GOOD.splitlines()[0]), 1),
        (_deployment(kind="Job", spec="", rest=""), 0),
        (_deployment(kind="DaemonSet", spec="", rest=""), 0),
    ],
)
def test_what_is_asked_of_a_workload(files: dict[str, str], found: int) -> None:
    assert len(messages("AIA708", files)) == found


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("ONLINE_LEARNING", "true", 1),
        ("enable-continual-learning", "on", 1),
        ("AUTO_RETRAIN", "1", 1),
        ("ONLINE_LEARNING", "false", 0),
        ("LEARNING_RATE", "1", 0),
        ("ONLINE_LEARNING_DOCS", "see wiki", 0),
    ],
)
def test_settings_that_make_a_system_go_on_learning(name: str, value: str, found: int) -> None:
    rest = f'          env: [{{name: {name}, value: "{value}"}}]'
    assert len(messages("AIA710", _deployment(rest=rest))) == found


@pytest.mark.parametrize(
    ("name", "found"),
    [("cv-retrain", 1), ("weekly-fine-tuning", 1), ("retraining", 1), ("constraint", 0), ("trainee-report", 0)],
)
def test_scheduled_jobs_by_their_name(name: str, found: int) -> None:
    job = f"apiVersion: batch/v1\nkind: CronJob\nmetadata: {{name: {name}}}\nspec: {{jobTemplate: {{spec: {{template: {{spec: {{containers: []}}}}}}}}}}\n"
    files = {"aiact.yaml": "system: a\nrisk-class: high-risk\n", "job.yaml": job}
    assert len(messages("AIA710", files)) == found
    files["aiact.yaml"] += "robustness: {feedback-loops: outputs never become labels}\n"
    assert messages("AIA710", files) == []
