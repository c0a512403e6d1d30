"""Resources with `count` and `for_each`, and `dynamic` blocks: what is known of each instance, and where it is marked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from aiact_lint.kinds.terraform.functions import functions
from aiact_lint.subjects import Artifact, Origin, Value
from unit.kinds.terraform_files import artifacts, fact, marked

DAYS = """\
variable "logs" {{
  default = {{
    short = {{ days = 7 }}
    long  = {{ days = {long} }}
  }}
}}
resource "aws_cloudwatch_log_group" "g" {{
  for_each          = var.logs
  name              = "/aws/sagemaker/Endpoints/${{each.key}}"
  retention_in_days = each.value.days
}}
"""


def _days(found: Artifact) -> list[tuple[str, Value]]:
    return [(subject.name, subject.facts["retention_days"]) for subject in found.subjects]


def test_instances_that_differ_are_subjects_of_their_own_marked_on_the_same_token() -> None:
    found = artifacts(main=DAYS.format(long=400))["aws_cloudwatch_log_group.g"]
    shown = [
        (name, value.value, value.origin, marked(value.place)[1:], [marked(each)[1:] for each in value.via])
        for name, value in _days(found)
    ]
    assert shown == [
        ('aws_cloudwatch_log_group.g["long"]', 400, Origin.DERIVED, (10, 23, "each.value.days"), [(4, 22, "400")]),
        ('aws_cloudwatch_log_group.g["short"]', 7, Origin.DERIVED, (10, 23, "each.value.days"), [(3, 22, "7")]),
    ]


def test_what_is_the_same_in_all_instances_is_one_subject() -> None:
    text = """\
    resource "aws_cloudwatch_log_group" "g" {
      count             = 3
      name              = "log-${count.index}"
      retention_in_days = 30
    }
    """
    found = artifacts(main=text)["aws_cloudwatch_log_group.g"]
    assert [(name, value.value) for name, value in _days(found)] == [("aws_cloudwatch_log_group.g", 30)]


def test_references_name_the_endpoints_of_all_instances() -> None:
    text = """\
    resource "aws_sagemaker_endpoint" "e" {
      for_each = toset(["a", "b"])
      name     = "cv-${each.key}"
    }
    """
    names = artifacts(main=text)["aws_sagemaker_endpoint.e"].names
    assert {"endpoint:cv-a", "endpoint:cv-b"} <= names


@pytest.mark.parametrize("for_each", ["var.unknown", "toset(var.unknown)", "local.nothing", "5"])
def test_of_unknown_instances_each_is_unknown(for_each: str) -> None:
    text = f"""\
    variable "unknown" {{}}
    resource "aws_cloudwatch_log_group" "g" {{
      for_each          = {for_each}
      retention_in_days = each.value
    }}
    """
    ((name, value),) = _days(artifacts(main=text)["aws_cloudwatch_log_group.g"])
    assert (name, value.origin) == ("aws_cloudwatch_log_group.g", Origin.UNKNOWN)


@pytest.mark.parametrize(
    ("count", "there"),
    [
        ("count = 0", False),
        ("count = local.on ? 1 : 0", False),
        ("for_each = {}", False),
        ("count = var.on ? 1 : 0", True),
        ("count = length(var.names)", True),
        ("for_each = { for name in local.names : name => name }", True),
        ("for_each = merge({}, { for name in [] : name => name })", False),
        ("count = var.unknown", True),
        ("count = 1", True),
        ("for_each = local.loop", True),
    ],
)
def test_a_resource_that_is_there_no_times_is_not_there_unless_a_caller_may_decide(count: str, there: bool) -> None:
    text = f"""\
    variable "on" {{
      default = false
    }}
    variable "names" {{
      default = []
    }}
    variable "unknown" {{}}
    locals {{
      on    = false
      names = concat([], var.names)
      loop = aws_sagemaker_endpoint.e
    }}
    resource "aws_sagemaker_endpoint" "e" {{
      {count}
      name = "cv"
    }}
    """
    assert ("aws_sagemaker_endpoint.e" in artifacts(main=text)) is there


def test_a_tag_that_depends_on_the_instance_is_unknown_and_others_are_not() -> None:
    text = """\
    resource "aws_sagemaker_endpoint" "e" {
      for_each = { a = "high", b = "minimal" }
      tags = {
        "aiact:risk-class" = each.value
        "aiact:role"       = "deployer"
      }
    }
    """
    stated = {each.key: each.value for each in artifacts(main=text)["aws_sagemaker_endpoint.e"].statements}
    assert stated["risk-class"].origin is Origin.UNKNOWN
    assert stated["role"].known


CAPTURE = """\
variable "capture" {{
  default = {default}
}}
resource "aws_sagemaker_endpoint_configuration" "c" {{
  dynamic "data_capture_config" {{
    for_each = var.capture
    {iterator}
    content {{
      enable_capture = {name}.value.on
    }}
  }}
}}
"""


@pytest.mark.parametrize(("iterator", "name"), [("", "data_capture_config"), ("iterator = it", "it")])
def test_a_dynamic_block_over_known_values_is_as_good_as_written_out(iterator: str, name: str) -> None:
    text = CAPTURE.format(default="[{ on = true }]", iterator=iterator, name=name)
    capture = fact(artifacts(main=text)["aws_sagemaker_endpoint_configuration.c"], "data_capture")
    assert (capture.value, capture.origin) == (True, Origin.DERIVED)
    assert (marked(capture.place)[1], [marked(each)[1:] for each in capture.via]) == (9, [(2, 21, "true")])


@pytest.mark.parametrize(
    ("for_each", "value", "origin"),
    [
        ("[]", False, Origin.DEFAULT),
        ("local.none", False, Origin.DEFAULT),
        ("concat(var.none, [])", True, Origin.UNKNOWN),
    ],
)
def test_a_dynamic_block_over_nothing_is_not_there_unless_a_caller_may_decide(
    for_each: str, value: bool, origin: Origin
) -> None:
    text = f"""\
    variable "none" {{
      default = []
    }}
    locals {{
      none = {{}}
    }}
    resource "aws_sagemaker_endpoint_configuration" "c" {{
      dynamic "data_capture_config" {{
        for_each = {for_each}
        content {{
          enable_capture = true
        }}
      }}
    }}
    """
    capture = fact(artifacts(main=text)["aws_sagemaker_endpoint_configuration.c"], "data_capture")
    assert (capture.value, capture.origin) == (value, origin)


def test_containers_of_instances_that_say_the_same_are_one() -> None:
    text = """\
    resource "aws_sagemaker_model" "m" {
      count = 2
      name  = "cv-${count.index}"
      primary_container {
        image       = "vllm/vllm-openai:v0.6"
        environment = { N = "x" }
      }
    }
    resource "aws_sagemaker_model" "n" {
      for_each = toset(["a", "b"])
      primary_container {
        image       = "vllm/vllm-openai:${each.key}"
      }
    }
    """
    found = artifacts(main=text)
    images = {
        name: [subject.facts["image"].value for subject in each.subjects[1:] if "image" in subject.facts]
        for name, each in found.items()
    }
    assert images == {
        "aws_sagemaker_model.m": ["vllm/vllm-openai:v0.6"],
        "aws_sagemaker_model.n": ["vllm/vllm-openai:a", "vllm/vllm-openai:b"],
    }


def test_the_page_on_terraform_lists_every_function() -> None:
    page = (Path(__file__).parents[3] / "docs" / "terraform.md").read_text("utf-8")
    listed = page.partition("And these functions:")[2].partition("##")[0]
    assert set(re.findall(r"`([a-z0-9]+)`", listed)) == set(functions())
