import pytest

from unit.checks.look import findings, messages, report, where

_TOP = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: cv, annotations: {aiact-lint/risk-class: high-risk}}
spec:
  template:
    spec:
      containers:
        - name: cv
          image: acme/cv
"""


def _with(text: str) -> dict[str, str]:
    return {"deploy.yaml": _TOP + text}


def _env(name: str, value: str) -> dict[str, str]:
    return _with(f"          env:\n            - name: {name}\n              value: {value}\n")


@pytest.mark.parametrize(
    "name", ["HF_TOKEN", "DB_PASSWORD", "OPENAI_API_KEY", "AWS_SECRET_ACCESS_KEY", "SECRET", "apikey"]
)
def test_a_secret_is_marked_on_its_name_and_never_told(name: str) -> None:
    ((message, place),) = findings("AIA714", _env(name, "Wiesengrund7"))
    assert "Wiesengrund7" not in message
    assert place == ("deploy.yaml", 11, 21, 21 + len(name))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MAX_TOKENS", "'512'"),
        ("MAX_NEW_TOKEN", "'512'"),
        ("EOS_TOKEN", "'</s>'"),
        ("TOKENIZER", "bert"),
        ("SECRET_NAME", "hub"),
        ("HF_TOKEN", "''"),
        ("HF_TOKEN", "changeme"),
        ("HF_TOKEN", "<your token>"),
        ("HF_TOKEN", "$(TOKEN)"),
        ("HF_TOKEN", "'{{ .Values.token }}'"),
        ("HF_TOKEN", "vault:secret/hub#token"),
        ("API_KEY", "/run/secrets/key"),
        ("TOKEN", "https://sts.acme.eu"),
    ],
)
def test_what_is_no_secret(name: str, value: str) -> None:
    assert messages("AIA714", _env(name, value)) == []


@pytest.mark.parametrize(
    ("settings", "flaws"),
    [
        ("", ["root", "written"]),
        ("          securityContext: {runAsNonRoot: true}\n", ["written"]),
        ("          securityContext: {runAsUser: 0, readOnlyRootFilesystem: true}\n", ["root"]),
        ("          securityContext: {runAsUser: 1000, readOnlyRootFilesystem: true}\n", []),
        ("      securityContext: {runAsNonRoot: true}\n", ["written"]),
        (
            "          securityContext: {runAsNonRoot: false}\n      securityContext: {runAsNonRoot: true}\n",
            ["root", "written"],
        ),
    ],
)
def test_hardening_of_container_and_pod(settings: str, flaws: list[str]) -> None:
    found = messages("AIA713", _with(settings))
    assert [
        word for word in ("root", "written") for message in found if f"as {word}" in message or f"be {word}" in message
    ] == flaws


def test_an_image_that_two_workloads_share_is_told_once() -> None:
    two = _TOP + "---\n" + _TOP.replace("{name: cv,", "{name: cv2,")
    named = two.replace("risk-class: high-risk}", "risk-class: high-risk, aiact-lint/system: cv}")
    found = report("AIA711", {"deploy.yaml": named})
    assert [where(each.location) for each in found.findings] == [("deploy.yaml", 9, 18, 25)]


def test_containers_of_other_workloads_are_not_asked() -> None:
    files = {
        "aiact.yaml": "system: a\nrisk-class: high-risk\n",
        "db.yaml": _TOP.replace(", annotations: {aiact-lint/risk-class: high-risk}", ""),
    }
    assert messages("AIA711", files) == messages("AIA713", files) == []
