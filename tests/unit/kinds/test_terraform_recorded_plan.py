"""A plan as Terraform wrote it: its instances, and what stays hidden or unknown."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from aiact_lint.kinds.terraform.plan import readable
from aiact_lint.kinds.terraform.planned import planned
from unit.kinds.terraform_files import RECORDED, recorded_plan


def test_a_recorded_plan_has_every_instance() -> None:
    document = readable(recorded_plan())
    found = [each.address + block.address for each in planned(document) for block in each.module.resources.values()]
    assert found == [
        "terraform_data.first",
        'terraform_data.many["a"]',
        'terraform_data.many["b.c"]',
        'module.inner["x"].terraform_data.this[0]',
        'module.inner["x"].terraform_data.this[1]',
        'module.inner["y"].terraform_data.this[0]',
        'module.inner["y"].terraform_data.this[1]',
    ]


def test_what_is_sensitive_in_a_recorded_plan_is_nowhere() -> None:
    document = recorded_plan()
    assert document.source.text.count("hunter2") > 2
    shown = readable(document)
    assert "hunter2" not in shown.source.text
    assert "hunter2" not in str(shown.get(("planned_values",)))
    assert len(shown.source.text) == len(document.source.text)
    secret = ("planned_values", "root_module", "resources", 0, "values", "input", "secret")
    assert secret in shown.unknown
    assert set(shown.source.slice(shown.values[secret])) == {"*"}
    assert shown.source.slice(shown.values[(*secret[:-1], "days")]) == "30"


def test_what_is_known_after_apply_in_a_recorded_plan_is_unknown() -> None:
    shown = readable(recorded_plan())
    first, inner = planned(shown)[:2]
    (block, *_) = first.module.blocks
    place = block.attribute("id")
    assert place is not None
    assert place.path in shown.unknown
    values = ("planned_values", "root_module", "child_modules", 0, "resources", 0, "values")
    assert {path for path in shown.unknown if path[: len(values)] == values} == {
        (*values, "id"),
        (*values, "output"),
        (*values, "input", "from"),
        (*values, "triggers_replace", 0),
    }
    assert inner.address == 'module.inner["x"].'


@pytest.mark.skipif(shutil.which("terraform") is None, reason="needs terraform on the PATH")
def test_the_recorded_plan_is_what_terraform_plans_today(tmp_path: Path) -> None:
    target = tmp_path / "plan.json"
    subprocess.run([str(RECORDED / "record.sh"), str(target)], check=True, timeout=120)  # our own script
    told = [json.loads(path.read_text("utf-8")) for path in (target, RECORDED / "plan.json")]
    for each in told:
        for name in ("timestamp", "terraform_version", "relevant_attributes"):  # the last come in any order
            each.pop(name)
    assert told[0] == told[1]
