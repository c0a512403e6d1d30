"""Trees and rules made for measuring growth: the same mixture whatever the size, and no two files alike."""

from __future__ import annotations

from pathlib import Path

_PER_FOLDER = 100

_CONFIG = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web-{n}
  labels: {{app: web-{n}, tier: front, team: "{n}"}}
spec:
  replicas: {n}
  template:
    spec:
      containers:
        - name: web
          image: registry.example/web:{n}
          env:
            - {{name: LEVEL, value: "info-{n}"}}
            - {{name: LIMIT, value: "{n}"}}
"""
_PAGE = """\
# Service {n}

How to run service {n}, and whom to ask.

## Usage

Start it with `make run-{n}`. It listens on port {n}.

- item {n}
- another item
"""
_TERRAFORM = """\
resource "aws_s3_bucket" "store_{n}" {{
  bucket = "store-{n}"
  tags   = {{ team = "team-{n}" }}
}}

variable "days_{n}" {{
  default = {n}
}}
"""
_MODEL = """\
apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata:
  name: model-{n}
spec:
  predictor:
    model:
      modelFormat: {{name: sklearn}}
      storageUri: s3://models/{n}
"""
_RULE = """\
format: 1
id: {id}
name: team-label-{n}
title: The system says which team {n} runs it
level: note
dated: false
check:
  for: {subject}
{condition}
message: The files do not show the team of '{{name}}'.
remedy: Name team {n}.
"""


_NEEDS_A_FACT = """\
  when: "has(self.description) && size(string(self.description)) > {n}"
  assert: "!string(self.description).contains('team-{n}')"\
"""
_LOOKS_AT_ALL = """\
  assert: "!string(self.name).contains('team-{n}')"\
"""


def tree(top: Path, files: int) -> None:
    """Write a tree: of 100 files 70 are manifests, 20 pages, 8 Terraform, and 2 deploy a model."""
    for n in range(files):
        folder = top / f"part-{n // _PER_FOLDER}"
        folder.mkdir(parents=True, exist_ok=True)
        place = n % _PER_FOLDER
        if place < 70:
            name, text = f"web-{n}.yaml", _CONFIG
        elif place < 90:
            name, text = f"page-{n}.md", _PAGE
        elif place < 98:
            name, text = f"store-{n}.tf", _TERRAFORM
        else:
            name, text = f"model-{n}.yaml", _MODEL
        (folder / name).write_text(text.format(n=n), encoding="utf-8")


def rules(top: Path, count: int, *, everywhere: bool = False) -> None:
    """Write a config that names a folder of so many declarative rules, for subjects of every kind in turn.

    `everywhere`: each is evaluated on every subject of its kind; otherwise they ask for a fact that none of them has.
    """
    condition = _LOOKS_AT_ALL if everywhere else _NEEDS_A_FACT
    subjects = ("system", "card", "workload", "container", "endpoint", "log-store", "settings", "resource")
    for n in range(count):
        folder = top / "policy" / f"rule-{n}"
        folder.mkdir(parents=True)
        rule_id = f"{'QR'[n // 1000 % 2]}{'ABCDEFGHIJ'[n // 100 % 10]}X{n % 1000:03}"
        text = _RULE.format(n=n, id=rule_id, condition=condition.format(n=n), subject=subjects[n % len(subjects)])
        (folder / "rule.yaml").write_text(text, encoding="utf-8")
    (top / "policy").mkdir(exist_ok=True)
    (top / "aiact-lint.yaml").write_text("rules: [./policy]\nexclude: [policy/]\n", encoding="utf-8")
