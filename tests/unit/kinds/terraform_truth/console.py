"""What the real Terraform makes of expressions, and what we do.

    cd tests && python -m unit.kinds.terraform_truth.console [--terraform terraform] [--record]

shows where we differ, and with `--record` writes answers.json. One process of Terraform answers all expressions.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from base64 import b64decode
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from textwrap import indent

from ruamel.yaml import YAML

from aiact_lint.kinds.terraform.functions.encoding import json_or_none
from aiact_lint.kinds.terraform.modules import Module, modules
from aiact_lint.kinds.terraform.resolve import Resolver
from aiact_lint.kinds.terraform.resolved import Fails, Resolved
from aiact_lint.parsers import hcl
from aiact_lint.source import SourceFile

HERE = Path(__file__).parent
ANSWERS = HERE / "answers.json"
FILES = HERE / "files"
REFUSED = "refused"
UNKNOWN = "unknown"


def terraform() -> str | None:
    """The program, if it is installed."""
    return shutil.which("terraform")


def expressions() -> list[str]:
    """All expressions of the list."""
    groups = YAML(typ="safe", pure=True).load((HERE / "expressions.yaml").read_text("utf-8"))
    return list(dict.fromkeys(each for group in groups.values() for each in group))


def answers() -> Mapping[str, str]:
    """What Terraform said: JSON of a list with the value, `refused` or `unknown`."""
    recorded: Mapping[str, str] = json.loads(ANSWERS.read_text("utf-8"))["answers"]
    return recorded


def ask(program: str, asked: Sequence[str]) -> list[str]:
    """What `terraform console` says; for what is unknown there, before anything exists, what `terraform plan` knows.

    Raises `RuntimeError` where Terraform does not run.
    """
    said = _console(program, asked)
    open_ = [each for each, answer in zip(asked, said, strict=True) if answer == UNKNOWN]
    planned = dict(zip(open_, _plan(program, open_), strict=True)) if open_ else {}
    return [planned.get(each, answer) for each, answer in zip(asked, said, strict=True)]


def _question(expression: str) -> str:
    return f'try(base64encode(jsonencode([\n{expression}\n])), "{REFUSED}")'


def _console(program: str, asked: Sequence[str]) -> list[str]:
    lines = ["locals {", *(f"  asked_{number} = {_question(each)}" for number, each in enumerate(asked))]
    lines += ["  asked = [", *(f"    local.asked_{number}," for number in range(len(asked))), "  ]", "}"]
    with tempfile.TemporaryDirectory() as folder:
        output = _run([program, "console"], Path(folder), lines, "local.asked\n")
    found = [_answer(line.strip().rstrip(",").strip('"')) for line in output.splitlines()[1:-1]]
    if len(found) != len(asked):
        raise RuntimeError(output)
    return found


def _plan(program: str, asked: Sequence[str]) -> list[str]:
    lines = [f'output "asked_{number}" {{\nvalue = {_question(each)}\n}}' for number, each in enumerate(asked)]
    with tempfile.TemporaryDirectory() as folder:
        _run([program, "plan", "-input=false", "-lock=false", "-out=plan"], Path(folder), lines)
        shown = json.loads(_run([program, "show", "-json", "plan"], Path(folder), lines))
    changes = shown["output_changes"]
    return [_answer(changes[f"asked_{number}"].get("after") or "(known after apply)") for number in range(len(asked))]


def _run(command: Sequence[str], folder: Path, lines: Sequence[str], typed: str = "") -> str:
    shutil.copytree(FILES, folder / "files", dirs_exist_ok=True)
    text = "\n".join([(HERE / "module.tf").read_text("utf-8"), *lines, ""])
    Path(folder, "main.tf").write_text(text, "utf-8")
    Path(folder, "empty.rc").write_text("", "utf-8")
    environment = {**os.environ, "TF_CLI_CONFIG_FILE": f"{folder}/empty.rc", "CHECKPOINT_DISABLE": "1"}
    done = subprocess.run(command, cwd=folder, input=typed, capture_output=True, text=True, env=environment)
    if done.returncode:
        raise RuntimeError(done.stderr or done.stdout)
    return done.stdout


def _answer(said: str) -> str:
    if said == "(known after apply)":
        return UNKNOWN
    return said if said == REFUSED else b64decode(said).decode()


def ours(asked: Sequence[str]) -> list[str]:
    """What we say to expressions, in the same form."""
    head = (HERE / "module.tf").read_text("utf-8")
    body = "\n".join(f"asked_{number} = [\n{each}\n]" for number, each in enumerate(asked))
    source = SourceFile("main.tf", f"{head}\nlocals {{\n{body}\n}}\n".encode())
    parsed = hcl.parse(source)
    assert not parsed.failures, parsed.failures
    texts = (hcl.template(SourceFile(f"files/{each.name}", each.read_bytes())) for each in sorted(FILES.iterdir()))
    (module,) = modules([*parsed.documents, *(each for each in texts if each is not None)])
    resolver = Resolver(module)
    return [_said(module, resolver, f"asked_{number}") for number in range(len(asked))]


def _said(module: Module, resolver: Resolver, name: str) -> str:
    place = module.locals[name]
    resolver.budget.renew()
    expression = place.document.expressions.get((*place.path, 0)) or place.document.expressions.get(place.path)
    if expression is None:
        found = resolver.resolved(place)
    else:
        try:
            found = resolver.evaluate(expression, place, {}, 0)
        except Fails:
            return REFUSED
        if (*place.path, 0) in place.document.expressions:
            found = Resolved([found])
    return json_or_none(found) or UNKNOWN


def verdict(truth: str, said: str) -> str:
    """`agrees`, `unknown to us`, `known to us alone` or `wrong`."""
    if truth == said:
        return "agrees"
    if said == UNKNOWN:
        return "unknown to us"
    return "known to us alone" if truth == UNKNOWN else "wrong"


def main(arguments: Sequence[str] | None = None) -> int:
    """Show differences; 1 where we are wrong."""
    options = argparse.ArgumentParser(description="Compare our answers with Terraform's.")
    options.add_argument("--terraform", default=terraform() or "terraform")
    options.add_argument("--record", action="store_true", help="write answers.json")
    chosen = options.parse_args(arguments)
    asked = expressions()
    truths = ask(chosen.terraform, asked)
    verdicts: Counter[str] = Counter()
    for expression, truth, said in zip(asked, truths, ours(asked), strict=True):
        found = verdict(truth, said)
        verdicts[found] += 1
        if found != "agrees":
            print(
                f"{found}: {expression}\n{indent(f'Terraform {truth}', '    ')}\n{indent(f'we        {said}', '    ')}"
            )
    print(dict(verdicts))
    if chosen.record:
        version = subprocess.run([chosen.terraform, "version"], capture_output=True, text=True).stdout.splitlines()[0]
        recorded = {"made_by": version, "answers": dict(zip(asked, truths, strict=True))}
        ANSWERS.write_text(json.dumps(recorded, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return 1 if verdicts["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main())
