import pytest

from aiact_lint.kinds.terraform.modules import modules
from aiact_lint.kinds.terraform.resolve import Resolver
from aiact_lint.subjects import Origin, Place, Value
from unit.kinds.terraform_files import documents, marked

MODULE = """\
variable "days" {
  default = 30
}
variable "none" {}
variable "nothing" {
  default = null
}
locals {
  name   = "cv"
  full   = "${local.name}-screener"
  days   = var.days
  tags   = { team = "hiring", class = var.class, "a b" = local.name }
  list   = ["x", local.full]
  loop_a = local.loop_b
  loop_b = local.loop_a
}
variable "class" {
  default = "high-risk"
}
resource "aws_sagemaker_model" "main" {
  name = local.full
}
locals {
  it = EXPRESSION
}
"""


def _resolve(expression: str) -> Value:
    (document,) = documents(main=MODULE.replace("EXPRESSION", expression))
    (module,) = modules([document])
    return Resolver(module).value(module.locals["it"])


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("var.days", 30),
        ("local.days", 30),
        ("local.full", "cv-screener"),
        ('"/aws/${local.full}/${var.days}"', "/aws/cv-screener/30"),
        ("aws_sagemaker_model.main.name", "cv-screener"),
        ('"x-${aws_sagemaker_model.main.name}"', "x-cv-screener"),
        ("local.tags.team", "hiring"),
        ('local.tags["a b"]', "cv"),
        ("local.list[1]", "cv-screener"),
        ("var.nothing", None),
        ('merge(local.tags, { team = "it" })', {"team": "it", "class": "high-risk", "a b": "cv"}),
        ('coalesce(var.nothing, "b")', "b"),
        ('concat(["a"], local.list)', ["a", "x", "cv-screener"]),
        ("lower(upper(local.name))", "cv"),
        ("tonumber(tostring(var.days))", 30),
        ('format("%s-%d%%", local.name, var.days)', "cv-30%"),
        ('format("%05d", var.days)', "00030"),
        ("[for x in local.list : x]", ["x", "cv-screener"]),
        ('join("/", ["a", local.name])', "a/cv"),
        ('join("/", [])', ""),
        ('lookup(local.tags, "team", "none")', "hiring"),
        ('lookup(local.tags, "no", local.name)', "cv"),
        ("try(local.name, 1)", "cv"),
        ("true == 1", False),
        ("true != 1", True),
        ("var.days > 7 ? 365 : 30", 365),
        ("var.days == 30", True),
        ("!(var.days < 7 && true)", True),
        ("var.days * 2 + 5", 65),
        ("-var.days", -30),
        ("[var.days, { a = local.name }]", [30, {"a": "cv"}]),
    ],
)
def test_follows(expression: str, value: object) -> None:
    found = _resolve(expression)
    assert found.known
    assert found.value == value


@pytest.mark.parametrize(
    "expression",
    [
        "var.none",
        "var.no_such",
        "local.no_such",
        "local.loop_a",
        "data.aws_region.current.name",
        "module.x.y",
        "each.value",
        "aws_sagemaker_model.main.arn",
        "aws_sagemaker_model.other.name",
        '"a-${var.none}"',
        "var.none ? 1 : 2",
        "timestamp()",
        'format("%s %s", local.name)',
        'format("%s", var.none)',
        'join(",", var.none)',
        'try(var.none, "x")',
        'lookup(local.tags, "no")',
        "[for x in var.none : x]",
        "local.list[7]",
        "local.tags.nothing",
        "merge(local.tags, var.none)",
        "[var.none]",
        "1 / 0",
        '"a" + 1',
        "var.days + true",
    ],
)
def test_says_what_it_does_not_know(expression: str) -> None:
    assert _resolve(expression).origin is Origin.UNKNOWN


def test_an_unknown_value_shows_its_source() -> None:
    assert _resolve("var.none").value == "${var.none}"


def test_the_way_leads_from_the_use_to_the_source() -> None:
    found = _resolve("local.days")
    assert found.origin is Origin.DERIVED
    assert [marked(each)[1:] for each in (found.place, *found.via)] == [
        (24, 8, "local.days"),
        (11, 12, "var.days"),
        (2, 13, "30"),
    ]


@pytest.mark.parametrize(
    ("expression", "way"),
    [
        ("local.tags.team", [(12, 21, '"hiring"')]),
        ("local.tags.class", [(12, 39, "var.class"), (18, 13, '"high-risk"')]),
        ('lookup(local.tags, "team")', [(12, 21, '"hiring"')]),
        ('merge({ a = 1 }, local.tags)["team"]', [(12, 21, '"hiring"')]),
        ("(true ? local.tags : {}).team", [(12, 21, '"hiring"')]),
        ("local.list[0]", [(13, 13, '"x"')]),
        ("local.list[1]", [(13, 18, "local.full"), (10, 12, '"${local.name}-screener"'), (9, 12, '"cv"')]),
        ("local.deep.list[1]", [(24, 19, "local.list"), (13, 18, "local.full"), (10, 12, '"${local.name}-screener"')]),
        ("local.deep.map.b", [(24, 43, "2")]),
    ],
)
def test_the_way_to_an_entry_leads_to_the_entry(expression: str, way: list[tuple[int, int, str]]) -> None:
    deep = "deep = { list = local.list, map = { b = 2 } }"
    (document,) = documents(main=MODULE.replace("it = EXPRESSION", f"{deep}\n  it = {expression}"))
    (module,) = modules([document])
    found = Resolver(module).value(module.locals["it"])
    assert found.origin is Origin.DERIVED
    assert [marked(each)[1:] for each in found.via][: len(way)] == way


def test_a_literal_is_stated() -> None:
    found = _resolve("365")
    assert (found.origin, found.via) == (Origin.STATED, ())


def test_locals_that_multiply_each_other_are_cut_off() -> None:
    lines = ["locals {", '  a0 = ["x", "x"]']
    lines += [f"  a{level} = [local.a{level - 1}, local.a{level - 1}]" for level in range(1, 35)]
    (document,) = documents(main="\n".join([*lines, "}", ""]))
    (module,) = modules([document])
    assert Resolver(module).value(module.locals["a34"]).origin is Origin.UNKNOWN


def test_strings_that_double_each_other_are_cut_off() -> None:
    lines = ["locals {", f'  a0 = "{"x" * 1000}"']
    lines += [f'  a{level} = "${{local.a{level - 1}}}${{local.a{level - 1}}}"' for level in range(1, 12)]
    (document,) = documents(main="\n".join([*lines, "}", ""]))
    (module,) = modules([document])
    assert Resolver(module).value(module.locals["a11"]).origin is Origin.UNKNOWN


def test_modules_are_folders() -> None:
    found = documents(a__x='variable "d" {\n  default = 1\n}\n', b__x="locals {\n  it = var.d\n}\n")
    one, two = modules(found)
    assert (one.folder, two.folder) == ("a", "b")
    assert Resolver(two).value(Place(found[1], ("blocks", 0, "body", "it"))).origin is Origin.UNKNOWN
