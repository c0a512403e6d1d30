"""Which files of a run the functions in Terraform files name."""

from __future__ import annotations

import pytest

from aiact_lint.called_files import named_in
from aiact_lint.document import Document
from aiact_lint.parsers import hcl
from aiact_lint.source import SourceFile

FILES = (
    "infra/main.tf",
    "infra/p/a.txt",
    "infra/p/b.txt",
    "infra/p/deep/c.txt",
    "infra/t.tftpl",
    "other.json",
    "x/y.txt",
)


def _document(path: str, text: str) -> Document:
    (document,) = hcl.parse(SourceFile(path, text.encode())).documents
    return document


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ('file("${path.module}/p/a.txt")', ["infra/p/a.txt"]),
        ('file("p/a.txt")', ["infra/p/a.txt"]),
        ('file("./p/../p/b.txt")', ["infra/p/b.txt"]),
        ('templatefile("${path.module}/t.tftpl", {})', ["infra/t.tftpl"]),
        ('jsondecode(file("${ path.root }/../other.json"))', ["other.json"]),
        ('filebase64sha256( "t.tftpl" )', ["infra/t.tftpl"]),
        ('fileexists("t.tftpl")', ["infra/t.tftpl"]),
        ('file("${path.module}/p/${each.key}.txt")', ["infra/p/a.txt", "infra/p/b.txt"]),
        ('file("p/none.txt")', []),
        ('file("../../etc/passwd")', []),
        ('file("/infra/t.tftpl")', []),
        ('file("${var.where}/t.tftpl")', []),
        ('file("~/t.tftpl")', []),
        ('profile("t.tftpl")', []),
        ('file("p/.*")', []),
    ],
)
def test_names(written: str, found: list[str]) -> None:
    assert named_in([_document("infra/main.tf", f"locals {{\n  it = {written}\n}}\n")], FILES) == found


def test_only_terraform_files_call() -> None:
    text = hcl.template(SourceFile("infra/t.tftpl", b'${file("p/a.txt")}'))
    assert text is not None
    assert named_in([text], FILES) == []


def test_no_more_than_some_files_are_read() -> None:
    lines = "\n".join(f'  n{number} = file("p{number}")' for number in range(1000))
    found = named_in([_document("main.tf", f"locals {{\n{lines}\n}}\n")], [f"p{number}" for number in range(1000)])
    assert found == [f"p{number}" for number in range(300)]
