from dataclasses import replace

import pytest

from aiact_lint.kinds.terraform.modules import modules
from aiact_lint.kinds.terraform.names import alone
from aiact_lint.kinds.terraform.resolve import Resolver
from aiact_lint.kinds.terraform.resolved import Resolved
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


@pytest.mark.parametrize(
    "expression",
    [
        "[for a in range(1000) : [for b in range(1000) : [for c in range(1000) : a + b + c]]]",
        "length(setproduct(range(1000), range(1000)))",
        'replace("{text}", "/(a*)*b/", "")',
        'replace("{text}", "/a*a*a*a*b/", "")',
        'format("%100000s", "a")',
        '"{directives}"',
        "{brackets}",
    ],
)
def test_what_costs_too_much_is_unknown(expression: str) -> None:
    written = (
        expression.replace("{text}", "a" * 5000)
        .replace("{directives}", "%{ for x in range(100) }" * 8 + "a" + "%{ endfor }" * 8)
        .replace("{brackets}", "[" * 400 + "1" + "]" * 400)
    )
    found = _resolve(written)
    assert found.origin is Origin.UNKNOWN


def test_what_one_value_costs_leaves_others_alone() -> None:
    lines = ["locals {", *(f"  heavy{at} = [for x in range(900) : x]" for at in range(5)), '  light = upper("a")', "}"]
    (document,) = documents(main="\n".join([*lines, ""]))
    (module,) = modules([document])
    resolver = Resolver(module)
    assert [resolver.value(module.locals[f"heavy{at}"]).known for at in range(5)] == [True] * 5
    assert resolver.value(module.locals["light"]).value == "A"


def test_a_module_that_costs_too_much_ends_up_unknown() -> None:
    lines = ["locals {", *(f"  heavy{at} = [for x in range(900) : x]" for at in range(30)), "}"]
    (document,) = documents(main="\n".join([*lines, ""]))
    (module,) = modules([document])
    resolver = Resolver(module)
    known = [resolver.value(module.locals[f"heavy{at}"]).known for at in range(30)]
    assert known[0]
    assert not known[-1]


def test_variables_hold_what_their_type_makes_of_a_default() -> None:
    text = """\
    variable "days" {
      type    = string
      default = 30
    }
    variable "zones" {
      type    = set(string)
      default = ["b", "a"]
    }
    variable "sized" {
      type    = list(object({ size = optional(number, 2), name = string }))
      default = [{ name = 5 }]
    }
    variable "wrong" {
      type    = number
      default = "many"
    }
    locals {
      days  = var.days
      zones = [for zone in var.zones : zone]
      sized = var.sized
      wrong = var.wrong
    }
    """
    (document,) = documents(main=text)
    (module,) = modules([document])
    resolver = Resolver(module)
    found = {name: resolver.value(place) for name, place in module.locals.items()}
    assert found["days"].value == "30"
    assert found["zones"].value == ["a", "b"]
    assert found["sized"].value == [{"name": "5", "size": 2}]
    assert found["wrong"].origin is Origin.UNKNOWN


def test_the_way_through_a_loop_and_a_merge_leads_to_the_entry() -> None:
    text = """\
    variable "models" {
      default = { cv = { image = "acme/cv:1" }, chat = { image = "acme/chat:2" } }
    }
    locals {
      images = { for name, model in var.models : upper(name) => model.image }
      all    = merge({ none = "x" }, local.images)
      it     = local.all["CHAT"]
    }
    """
    (document,) = documents(main=text)
    (module,) = modules([document])
    found = Resolver(module).value(module.locals["it"])
    assert (found.value, found.origin) == ("acme/chat:2", Origin.DERIVED)
    assert [marked(each)[1:] for each in found.via] == [
        (6, 12, 'merge({ none = "x" }, local.images)'),
        (5, 12, "{ for name, model in var.models : upper(name) => model.image }"),
        (5, 61, "model.image"),
        (2, 62, '"acme/chat:2"'),
    ]


@pytest.mark.parametrize("called", [True, False])
def test_a_default_is_final_only_in_a_module_that_is_called(called: bool) -> None:
    text = 'variable "on" {\n  default = false\n}\nlocals {\n  count = var.on ? 1 : 0\n}\n'
    (document,) = documents(main=text)
    (module,) = modules([document])
    resolver = Resolver(module, replace(alone(module), is_open=lambda *_: not called))
    assert resolver.names.may_be_set(module.locals["count"]) is not called


def test_what_a_caller_says_is_no_default() -> None:
    text = 'variable "on" {\n  default = false\n}\nlocals {\n  count = var.on ? 1 : 0\n}\n'
    (document,) = documents(main=text)
    (module,) = modules([document])
    around = replace(
        alone(module),
        outside=lambda root, steps, _: (Resolved(True), steps[1:]) if root == "var" else None,
        is_open=lambda *_: False,
    )
    resolver = Resolver(module, around)
    assert resolver.value(module.locals["count"]).value == 1
    assert not resolver.names.may_be_set(module.locals["count"])
