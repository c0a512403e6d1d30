"""Modules with the arguments of their callers: values, places, the way between them, and what is not judged twice."""

from __future__ import annotations

import pytest

from aiact_lint.kinds.terraform.kind import read
from aiact_lint.subjects import Artifact, Origin
from unit.kinds.terraform_files import built, fact, marked, tree

LOGS = """\
variable "days" {
  type    = number
  default = 7
}
resource "aws_cloudwatch_log_group" "this" {
  retention_in_days = var.days
}
"""


def _retention(artifact: Artifact) -> tuple[object, tuple[str, int, int, str], list[tuple[str, int, int, str]]]:
    value = fact(artifact, "retention_days")
    return value.value, marked(value.place), [marked(each) for each in value.via]


def test_the_argument_of_the_caller_is_marked_and_the_way_from_it_is_kept() -> None:
    found = built({"main.tf": 'module "logs" {\n  source = "./logs"\n  days = 30\n}\n', "logs/main.tf": LOGS})
    value = fact(found["module.logs.aws_cloudwatch_log_group.this"], "retention_days")
    assert (value.value, value.origin, value.via) == (30, Origin.STATED, ())
    assert marked(value.place) == ("main.tf", 3, 10, "30")
    assert [marked(each) for each in value.place.through] == [
        ("logs/main.tf", 1, 10, '"days"'),
        ("logs/main.tf", 6, 23, "var.days"),
    ]


def test_a_module_that_is_called_is_not_looked_at_with_its_defaults() -> None:
    found = built({"main.tf": 'module "logs" {\n  source = "./logs"\n  days = 30\n}\n', "logs/main.tf": LOGS})
    assert list(found) == ["module.logs.aws_cloudwatch_log_group.this"]


def test_a_module_that_nobody_calls_is_looked_at_with_its_defaults() -> None:
    found = built({"main.tf": 'module "logs" {\n  source = "./other"\n  days = 30\n}\n', "logs/main.tf": LOGS})
    assert _retention(found["aws_cloudwatch_log_group.this"]) == (
        7,
        ("logs/main.tf", 6, 23, "var.days"),
        [("logs/main.tf", 3, 13, "7")],
    )


def test_a_default_counts_for_what_a_call_leaves_out() -> None:
    found = built({"main.tf": 'module "logs" {\n  source = "./logs"\n}\n', "logs/main.tf": LOGS})
    assert _retention(found["module.logs.aws_cloudwatch_log_group.this"])[:2] == (
        7,
        ("logs/main.tf", 6, 23, "var.days"),
    )


def test_each_call_is_judged_with_its_own_arguments() -> None:
    calls = 'module "a" {\n  source = "./logs"\n  days = 30\n}\nmodule "b" {\n  source = "./logs"\n  days = "400"\n}\n'
    found = built({"main.tf": calls, "logs/main.tf": LOGS})
    assert _retention(found["module.a.aws_cloudwatch_log_group.this"])[:2] == (30, ("main.tf", 3, 10, "30"))
    assert _retention(found["module.b.aws_cloudwatch_log_group.this"])[:2] == (400, ("main.tf", 7, 10, '"400"'))


def test_a_value_that_goes_through_two_modules_is_marked_where_the_outermost_call_gives_it() -> None:
    files = {
        "main.tf": 'variable "keep" {}\nmodule "m" {\n  source = "./mid"\n  keep = var.keep\n}\n',
        "terraform.tfvars": "keep = 60\n",
        "mid/main.tf": 'variable "keep" {}\nmodule "logs" {\n  source = "../logs"\n  days = var.keep\n}\n',
        "logs/main.tf": LOGS,
    }
    value = fact(built(files)["module.m.module.logs.aws_cloudwatch_log_group.this"], "retention_days")
    assert (value.value, value.origin) == (60, Origin.DERIVED)
    assert marked(value.place) == ("main.tf", 4, 10, "var.keep")
    assert [marked(each) for each in value.via] == [("terraform.tfvars", 1, 8, "60")]
    assert [marked(each) for each in value.place.through] == [
        ("mid/main.tf", 1, 10, '"keep"'),
        ("mid/main.tf", 4, 10, "var.keep"),
        ("logs/main.tf", 1, 10, '"days"'),
        ("logs/main.tf", 6, 23, "var.days"),
    ]


def test_a_value_that_an_argument_only_has_a_part_in_is_marked_where_it_is_put_together() -> None:
    module = """\
    variable "days" {}
    variable "short" {}
    resource "aws_cloudwatch_log_group" "this" {
      name              = "logs-${var.days}"
      retention_in_days = var.short ? 14 : var.days
    }
    """
    call = 'module "l" {\n  source = "./logs"\n  days = 30\n  short = true\n}\n'
    artifact = built({"main.tf": call, "logs/main.tf": module})["module.l.aws_cloudwatch_log_group.this"]
    value, place, via = _retention(artifact)
    assert (value, place) == (14, ("logs/main.tf", 5, 23, "var.short ? 14 : var.days"))
    assert via == [("main.tf", 4, 11, "true")]
    assert not fact(artifact, "retention_days").place.through


def test_the_argument_that_is_chosen_is_marked() -> None:
    module = LOGS.replace("= var.days", "= var.short ? 14 : var.days") + 'variable "short" {}\n'
    call = 'module "l" {\n  source = "./logs"\n  days = 30\n  short = false\n}\n'
    found = built({"main.tf": call, "logs/main.tf": module})
    assert _retention(found["module.l.aws_cloudwatch_log_group.this"])[:2] == (30, ("main.tf", 3, 10, "30"))


def test_an_entry_of_an_argument_is_marked_alone() -> None:
    module = """\
    variable "settings" {}
    resource "aws_cloudwatch_log_group" "this" {
      retention_in_days = var.settings.logs.days
    }
    """
    call = 'locals { d = 5 }\nmodule "l" {\n  source = "./logs"\n  settings = { logs = { days = VALUE } }\n}\n'
    for value, wanted, via in (("30", 30, []), ("local.d", 5, [("main.tf", 1, 14, "5")])):
        found = built({"main.tf": call.replace("VALUE", value), "logs/main.tf": module})
        assert _retention(found["module.l.aws_cloudwatch_log_group.this"]) == (wanted, ("main.tf", 4, 32, value), via)


def test_an_argument_that_nobody_knows_is_what_is_unknown() -> None:
    call = 'variable "x" {}\nmodule "logs" {\n  source = "./logs"\n  days = var.x\n}\n'
    value = fact(
        built({"main.tf": call, "logs/main.tf": LOGS})["module.logs.aws_cloudwatch_log_group.this"], "retention_days"
    )
    assert not value.known
    assert marked(value.place) == ("main.tf", 4, 10, "var.x")


def test_null_is_as_good_as_no_argument_where_the_variable_refuses_it() -> None:
    call = {"main.tf": 'module "logs" {\n  source = "./logs"\n  days = null\n}\n'}
    refusing = LOGS.replace("default = 7", "default = 7\n  nullable = false")
    name = "module.logs.aws_cloudwatch_log_group.this"
    assert fact(built({**call, "logs/main.tf": refusing})[name], "retention_days").value == 7
    kept = fact(built({**call, "logs/main.tf": LOGS})[name], "retention_days")
    assert (kept.value, kept.origin) == (0, Origin.DEFAULT)  # a null attribute is an absent one


@pytest.mark.parametrize(
    ("call", "addresses"),
    [
        ("", ["module.m."]),
        ("count = 0", []),
        ("count = 2", ["module.m."]),
        ('for_each = { a = 10, "b c" = 20 }\n  days = each.value', ['module.m["a"].', 'module.m["b c"].']),
        ("count = 2\n  days = count.index + 5", ["module.m[0].", "module.m[1]."]),
        ("for_each = var.unknown\n  days = each.value", ["module.m."]),
        ("for_each = {}\n  days = each.value", []),
        ("count = 1000000000\n  days = count.index", ["module.m."]),
    ],
)
def test_a_module_is_there_once_for_each_key_where_they_matter(call: str, addresses: list[str]) -> None:
    found = built({"main.tf": f'module "m" {{\n  source = "./logs"\n  {call}\n}}\n', "logs/main.tf": LOGS})
    assert list(found) == [f"{each}aws_cloudwatch_log_group.this" for each in addresses]


def test_each_value_is_that_of_its_key() -> None:
    call = 'module "m" {\n  source = "./logs"\n  for_each = { a = 10, b = 20 }\n  days = each.value\n}\n'
    found = built({"main.tf": call, "logs/main.tf": LOGS})
    values = {name: fact(each, "retention_days") for name, each in found.items()}
    assert {name: value.value for name, value in values.items()} == {
        'module.m["a"].aws_cloudwatch_log_group.this': 10,
        'module.m["b"].aws_cloudwatch_log_group.this': 20,
    }
    assert {marked(value.place) for value in values.values()} == {("main.tf", 4, 10, "each.value")}


def test_outputs_flow_back_to_the_caller_and_stay_marked_there() -> None:
    files = {
        "main.tf": """\
            module "names" {
              source = "./names"
              name   = "cv"
            }
            resource "aws_sagemaker_endpoint" "e" {
              name = module.names.full
            }
            """,
        "names/main.tf": 'variable "name" {}\noutput "full" {\n  value = var.name\n}\n',
    }
    endpoint = built(files)["aws_sagemaker_endpoint.e"]
    assert "endpoint:cv" in endpoint.names


def test_outputs_of_a_module_with_keys() -> None:
    files = {
        "main.tf": """\
            module "names" {
              source   = "./names"
              for_each = { cv = "one", fraud = "two" }
              name     = each.value
            }
            module "two" {
              source = "./names"
              count  = 1
              name   = "three"
            }
            resource "aws_sagemaker_endpoint" "a" {
              name = module.names["fraud"].full
            }
            resource "aws_sagemaker_endpoint" "b" {
              name = module.two[0].full
            }
            """,
        "names/main.tf": 'variable "name" {}\noutput "full" {\n  value = "${var.name}-x"\n}\n',
    }
    found = built(files)
    assert "endpoint:two-x" in found["aws_sagemaker_endpoint.a"].names
    assert "endpoint:three-x" in found["aws_sagemaker_endpoint.b"].names


def test_a_value_that_left_a_module_is_no_argument_of_its_user() -> None:
    files = {
        "main.tf": 'module "d" {\n  source = "./days"\n  days = 30\n}\n'
        'resource "aws_cloudwatch_log_group" "l" {\n  retention_in_days = module.d.days\n}\n',
        "days/main.tf": 'variable "days" {}\noutput "days" {\n  value = var.days\n}\n',
    }
    assert _retention(built(files)["aws_cloudwatch_log_group.l"]) == (
        30,
        ("main.tf", 6, 23, "module.d.days"),
        [("days/main.tf", 3, 11, "var.days"), ("main.tf", 3, 10, "30")],
    )


def test_references_go_through_arguments_and_outputs() -> None:
    files = {
        "main.tf": """\
            module "bucket" {
              source = "./bucket"
            }
            module "model" {
              source = "./model"
              data   = "s3://${module.bucket.name}/cv.tar.gz"
            }
            """,
        "bucket/main.tf": 'resource "aws_s3_bucket" "b" {}\noutput "name" {\n  value = aws_s3_bucket.b.id\n}\n',
        "model/main.tf": 'variable "data" {}\nresource "aws_sagemaker_model" "m" {\n  tags = { x = var.data }\n}\n',
    }
    model = built(files)["module.model.aws_sagemaker_model.m"]
    assert [each.value for each in model.references] == ["//module.bucket.aws_s3_bucket.b"]


def test_circles_end_and_are_looked_at_once() -> None:
    call = (
        'variable "x" {}\nmodule "m" {\n  source = "../NAME"\n  x = module.m.x\n}\noutput "x" {\n  value = var.x\n}\n'
    )
    resource = 'resource "aws_sagemaker_endpoint" "e" {\n  name = var.x\n}\n'
    found = built({"a/main.tf": call.replace("NAME", "b") + resource, "b/main.tf": call.replace("NAME", "a")})
    assert list(found) == ["aws_sagemaker_endpoint.e"]
    itself = built({"a/main.tf": call.replace("NAME", "a") + resource})
    assert list(itself) == ["aws_sagemaker_endpoint.e"]


def test_an_output_that_depends_on_itself_is_unknown() -> None:
    files = {
        "main.tf": 'module "m" {\n  source = "./m"\n  x = module.m.x\n}\n'
        'resource "aws_cloudwatch_log_group" "l" {\n  retention_in_days = module.m.x\n}\n',
        "m/main.tf": 'variable "x" {}\noutput "x" {\n  value = var.x\n}\n',
    }
    assert not fact(built(files)["aws_cloudwatch_log_group.l"], "retention_days").known


def test_calls_that_multiply_are_cut_off() -> None:
    files = {
        f"m{level}/main.tf": "".join(
            f'module "c{number}" {{\n  source = "../m{level + 1}"\n}}\n' for number in range(10)
        )
        for level in range(8)
    }
    files["m8/main.tf"] = LOGS
    assert len(built(files)) <= 300


def test_a_source_outside_of_the_tree_or_from_a_registry_is_nothing_here() -> None:
    for source in ("../../etc", "terraform-aws-modules/s3-bucket/aws", "git::https://example.com/x.git", "/logs"):
        found = built({"main.tf": f'module "m" {{\n  source = "{source}"\n}}\n', "logs/main.tf": LOGS})
        assert list(found) == ["aws_cloudwatch_log_group.this"]


def test_systems_of_one_module_are_marked_at_their_calls_where_there_are_several() -> None:
    endpoint = 'resource "aws_sagemaker_endpoint" "e" {}\n'
    one = 'module "a" {\n  source = "./e"\n}\n'
    (alone,) = built({"main.tf": one, "e/main.tf": endpoint}).values()
    assert (marked(alone.place), alone.title) == (("e/main.tf", 1, 35, '"e"'), None)
    first, second = built({"main.tf": one + one.replace("a", "b"), "e/main.tf": endpoint}).values()
    assert first.title is not None
    assert second.title is not None
    assert (marked(first.title), marked(second.title)) == (("main.tf", 1, 8, '"a"'), ("main.tf", 4, 8, '"b"'))
    assert [marked(each) for each in second.callers] == [("main.tf", 4, 8, '"b"')]


def test_outputs_are_taken_by_names_that_are_worked_out() -> None:
    files = {
        "main.tf": """\
            locals {
              which = "b"
            }
            module "n" {
              source   = "./n"
              for_each = { a = 10, b = 20 }
              days     = each.value
            }
            resource "aws_cloudwatch_log_group" "l" {
              retention_in_days = module.n[local.which].days
            }
            """,
        "n/main.tf": 'variable "days" {}\noutput "days" {\n  value = var.days\n}\n',
    }
    assert _retention(built(files)["aws_cloudwatch_log_group.l"])[0] == 20


def test_resources_that_calls_multiply_are_cut_off() -> None:
    calls = "".join(f'module "s{number}" {{\n  source = "../c"\n}}\n' for number in range(250))
    files = {f"r{top}/main.tf": calls for top in range(3)}
    files["c/main.tf"] = "".join(f'resource "aws_cloudwatch_log_group" "l{number}" {{}}\n' for number in range(40))
    assert len([*read(tree(files))]) == 20_000
