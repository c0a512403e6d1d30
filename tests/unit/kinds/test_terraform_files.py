"""Files that give values to variables, override files and OpenTofu's files: which one counts, and where it is marked."""

from __future__ import annotations

from aiact_lint.subjects import Artifact, Origin
from unit.kinds.terraform_files import built, fact, marked

MAIN = """\
variable "days" {
  type    = number
  default = 7
}
resource "aws_cloudwatch_log_group" "l" {
  retention_in_days = var.days
  tags              = { team = "ml" }
}
"""


def _days(artifact: Artifact) -> tuple[object, list[tuple[str, int, int, str]]]:
    value = fact(artifact, "retention_days")
    return value.value, [marked(each) for each in (value.place, *value.via)]


def test_files_with_values_count_in_the_order_of_terraform() -> None:
    used = ("main.tf", 6, 23, "var.days")
    files = {"main.tf": MAIN}
    assert _days(built(files)["aws_cloudwatch_log_group.l"]) == (7, [used, ("main.tf", 3, 13, "7")])
    for path, text, place in (
        ("terraform.tfvars", "days = 1\n", (1, 8, "1")),
        ("terraform.tfvars.json", '{\n  "days": 2\n}\n', (2, 11, "2")),
        ("a.auto.tfvars.json", '{"days": 3}', (1, 10, "3")),
        ("b.auto.tfvars", '# why\ndays = "4"\n', (2, 8, '"4"')),
    ):
        files[path] = text  # each is stronger than those before
        value, places = _days(built(files)["aws_cloudwatch_log_group.l"])
        assert (value, places) == (int(place[2].strip('"')), [used, (path, *place)])


def test_other_files_with_values_are_not_read_by_themselves() -> None:
    found = built({"main.tf": MAIN, "prod.tfvars": "days = 1\n", "sub/terraform.tfvars": "days = 2\n"})
    assert _days(found["aws_cloudwatch_log_group.l"])[0] == 7


def test_values_of_one_environment_stay_there() -> None:
    files = {
        "modules/logs/main.tf": MAIN,
        "modules/logs/terraform.tfvars": "days = 99\n",  # a called module reads no such file
        "dev/main.tf": 'variable "days" {}\nmodule "l" {\n  source = "../modules/logs"\n  days = var.days\n}\n',
        "dev/terraform.tfvars": "days = 10\n",
        "prod/main.tf": 'variable "days" {}\nmodule "l" {\n  source = "../modules/logs"\n  days = var.days\n}\n',
        "prod/terraform.tfvars": "days = 400\n",
    }
    from aiact_lint.kinds.terraform.kind import read
    from unit.kinds.terraform_files import tree

    values = [_days(each) for each in read(tree(files))]
    assert values == [
        (10, [("dev/main.tf", 4, 10, "var.days"), ("dev/terraform.tfvars", 1, 8, "10")]),
        (400, [("prod/main.tf", 4, 10, "var.days"), ("prod/terraform.tfvars", 1, 8, "400")]),
    ]


def test_values_of_undeclared_variables_are_nothing() -> None:
    found = built({"main.tf": MAIN, "terraform.tfvars": "other = 1\ndays = 5\n"})
    assert _days(found["aws_cloudwatch_log_group.l"])[0] == 5


def test_override_files_replace_attributes_and_are_marked() -> None:
    files = {
        "main.tf": MAIN,
        "a_override.tf": 'resource "aws_cloudwatch_log_group" "l" {\n  retention_in_days = 20\n}\n',
        "override.tf": 'resource "aws_cloudwatch_log_group" "l" {\n  tags = { aiact_risk_class = "high" }\n}\n',
    }
    artifact = built(files)["aws_cloudwatch_log_group.l"]
    assert _days(artifact) == (20, [("a_override.tf", 2, 23, "20")])
    (statement,) = artifact.statements
    assert marked(statement.value.place) == ("override.tf", 2, 31, '"high"')
    assert marked(artifact.place) == ("main.tf", 5, 37, '"l"')
    assert artifact.files == ("a_override.tf", "override.tf")


def test_the_last_override_file_wins_and_variables_and_locals_are_overridden_too() -> None:
    main = MAIN.replace("= var.days", "= var.days + local.more") + "locals {\n  more = 1\n}\n"
    files = {
        "main.tf": main,
        "a_override.tf": 'variable "days" {\n  default = 100\n}\nlocals {\n  more = 10\n}\n',
        "b_override.tf": 'variable "days" {\n  default = 200\n}\n',
    }
    assert _days(built(files)["aws_cloudwatch_log_group.l"])[0] == 210


def test_nested_blocks_are_overridden_as_a_whole() -> None:
    main = 'resource "aws_sagemaker_endpoint_configuration" "c" {\n  data_capture_config {\n    enable_capture = true\n  }\n}\n'
    files = {"main.tf": main, "override.tf": main.replace("true", "false")}
    found = fact(built(files)["aws_sagemaker_endpoint_configuration.c"], "data_capture")
    assert (found.value, marked(found.place)) == (False, ("override.tf", 3, 22, "false"))


def test_a_call_and_a_reference_of_an_override_count_instead_of_the_overridden() -> None:
    main = 'resource "aws_s3_bucket" "a" {}\nresource "aws_s3_bucket" "b" {}\n'
    model = 'resource "aws_sagemaker_model" "m" {\n  tags = { x = aws_s3_bucket.NAME.id }\n}\n'
    files = {
        "main.tf": main + model.replace("NAME", "a") + 'module "l" {\n  source = "./logs"\n  days = 1\n}\n',
        "override.tf": model.replace("NAME", "b") + 'module "l" {\n  days = 2\n}\n',
        "logs/main.tf": MAIN,
    }
    found = built(files)
    assert [each.value for each in found["aws_sagemaker_model.m"].references] == ["//aws_s3_bucket.b"]
    assert _days(found["module.l.aws_cloudwatch_log_group.l"]) == (2, [("override.tf", 5, 10, "2")])


def test_opentofu_reads_its_own_file_instead_of_the_one_of_that_name() -> None:
    found = built({"main.tf": MAIN, "main.tofu": MAIN.replace("default = 7", "default = 9")})
    assert _days(found["aws_cloudwatch_log_group.l"])[0] == 9
    beside = built({"main.tf": MAIN, "other.tofu": 'resource "aws_sagemaker_endpoint" "e" {}\n'})
    assert set(beside) == {"aws_cloudwatch_log_group.l", "aws_sagemaker_endpoint.e"}


def test_tags_of_a_provider_reach_into_called_modules() -> None:
    files = {
        "main.tf": """\
            provider "aws" {
              default_tags {
                tags = { "aiact:risk-class" = "high" }
              }
            }
            provider "aws" {
              alias = "eu"
              default_tags {
                tags = { "aiact:risk-class" = "minimal" }
              }
            }
            module "a" {
              source = "./m"
            }
            module "b" {
              source    = "./m"
              providers = { aws = aws.eu }
            }
            module "c" {
              source    = "./n"
              providers = { aws.here = aws.eu }
            }
            """,
        "m/main.tf": 'resource "aws_sagemaker_endpoint" "e" {}\n',
        "n/main.tf": 'resource "aws_sagemaker_endpoint" "e" {\n  provider = aws.here\n}\n',
    }
    found = built(files)
    stated = {
        name: (each.statements[0].value.value, marked(each.statements[0].value.place)[1])
        for name, each in found.items()
    }
    assert stated == {
        "module.a.aws_sagemaker_endpoint.e": ("high-risk", 3),
        "module.b.aws_sagemaker_endpoint.e": ("minimal", 9),
        "module.c.aws_sagemaker_endpoint.e": ("minimal", 9),
    }


def test_a_provider_block_alone_can_state_that_there_is_a_system() -> None:
    text = """\
    variable "class" {
      default = "high-risk"
    }
    provider "google" {
      default_labels = { aiact_risk_class = var.class }
    }
    resource "google_compute_instance" "vm" {}
    """
    (artifact,) = built({"main.tf": text}).values()
    assert (artifact.name, artifact.ai, marked(artifact.place)) == (
        "provider.google",
        "aiact statement",
        ("main.tf", 4, 10, '"google"'),
    )
    (statement,) = artifact.statements
    assert (statement.value.value, statement.value.origin) == ("high-risk", Origin.DERIVED)


def test_a_provider_block_says_nothing_by_itself_where_something_is_ai() -> None:
    text = 'provider "aws" {\n  default_tags {\n    tags = { aiact_risk_class = "high" }\n  }\n}\n'
    found = built(
        {"main.tf": text + 'module "m" {\n  source = "./m"\n}\n', "m/main.tf": MAIN + 'resource "aws_lex_bot" "b" {}\n'}
    )
    assert set(found) == {"module.m.aws_cloudwatch_log_group.l", "module.m.aws_lex_bot.b"}


JSON = """\
{
  "variable": {"days": {"type": "number"}},
  "resource": {
    "aws_cloudwatch_log_group": {"l": {"retention_in_days": "${var.days}"}},
    "aws_sagemaker_endpoint_configuration": {"c": {
      "name": "cv",
      "data_capture_config": {"enable_capture": false},
      "tags": {"aiact:risk-class": "high"}
    }},
    "aws_sagemaker_endpoint": {"e": {"endpoint_config_name": "${aws_sagemaker_endpoint_configuration.c.name}"}}
  }
}
"""


def test_json_configuration_has_values_and_places() -> None:
    found = built({"main.tf.json": JSON, "terraform.tfvars.json": '{"days": 3}'})
    assert _days(found["aws_cloudwatch_log_group.l"]) == (
        3,
        [("main.tf.json", 4, 61, '"${var.days}"'), ("terraform.tfvars.json", 1, 10, "3")],
    )
    configuration = found["aws_sagemaker_endpoint_configuration.c"]
    assert marked(configuration.place) == ("main.tf.json", 5, 46, '"c"')
    capture = fact(configuration, "data_capture")
    assert (capture.value, marked(capture.place)) == (False, ("main.tf.json", 7, 49, "false"))
    assert marked(configuration.statements[0].value.place) == ("main.tf.json", 8, 36, '"high"')
    endpoint = found["aws_sagemaker_endpoint.e"]
    assert [each.value for each in endpoint.references] == ["//aws_sagemaker_endpoint_configuration.c"]


def test_json_overrides_and_calls() -> None:
    files = {
        "main.tf": MAIN + 'module "m" {\n  source = "./m"\n  days = 5\n}\n',
        "override.tf.json": '{"variable": {"days": {"default": 8}}, "module": {"m": {"days": 9}}}',
        "m/main.tf.json": JSON,
    }
    found = built(files)
    assert _days(found["aws_cloudwatch_log_group.l"])[0] == 8
    assert _days(found["module.m.aws_cloudwatch_log_group.l"]) == (9, [("override.tf.json", 1, 65, "9")])


def test_opentofu_prefers_its_json() -> None:
    found = built(
        {"main.tf.json": JSON, "main.tofu.json": JSON.replace('"${var.days}"', "44"), "main.tf": "locals {}\n"}
    )
    assert _days(found["aws_cloudwatch_log_group.l"])[0] == 44
