"""What attributes of real-looking resources come to: through merge, dynamic blocks, provider tags, JSON and settings."""

from __future__ import annotations

import pytest

from aiact_lint.subjects import Origin, SubjectKind, TextRole
from unit.kinds.terraform_files import artifacts, fact, marked


def test_a_tag_written_inside_merge_is_marked_there_and_stated() -> None:
    text = """\
    locals {
      tags = { team = "ml" }
    }
    resource "aws_sagemaker_endpoint" "e" {
      tags = merge(local.tags, {
        "aiact:risk-class" = "high"
      })
    }
    """
    (statement,) = artifacts(main=text)["aws_sagemaker_endpoint.e"].statements
    assert marked(statement.value.place) == ("main.tf", 6, 26, '"high"')
    assert (statement.value.value, statement.value.origin, statement.value.via) == ("high-risk", Origin.STATED, ())


def test_tags_of_the_provider_block_hold_for_what_is_ai_and_are_overridden_by_its_own() -> None:
    text = """\
    provider "aws" {
      default_tags {
        tags = { "aiact:risk-class" = "minimal", "aiact:system" = "cv" }
      }
    }
    resource "aws_sagemaker_endpoint" "e" {
      tags = { "aiact:risk-class" = "high" }
    }
    resource "aws_sagemaker_model" "elsewhere" {
      provider = aws.frankfurt
    }
    resource "aws_s3_bucket" "b" {}
    resource "google_vertex_ai_endpoint" "g" {}
    """
    found = artifacts(main=text)
    stated = {each.key: each.value for each in found["aws_sagemaker_endpoint.e"].statements}
    assert {key: value.value for key, value in stated.items()} == {"risk-class": "high-risk", "system": "cv"}
    assert marked(stated["system"].place)[1] == 3
    assert marked(stated["risk-class"].place)[1] == 7
    for name in ("aws_sagemaker_model.elsewhere", "google_vertex_ai_endpoint.g"):
        assert found[name].statements == ()
    (stated_of_bucket,) = found["aws_s3_bucket.b"].statements
    assert (stated_of_bucket.key, stated_of_bucket.value.value) == ("system", "cv")
    assert found["aws_s3_bucket.b"].ai is None


def test_labels_of_the_google_provider() -> None:
    text = """\
    provider "google" {
      default_labels = { aiact_risk_class = "high" }
    }
    provider "google" {
      alias          = "other"
      default_labels = { aiact_system = "no" }
    }
    resource "google_vertex_ai_endpoint" "g" {}
    """
    (statement,) = artifacts(main=text)["google_vertex_ai_endpoint.g"].statements
    assert (statement.key, statement.value.value) == ("risk-class", "high-risk")


def test_what_a_dynamic_block_may_set_is_unknown() -> None:
    text = """\
    resource "aws_sagemaker_endpoint_configuration" "c" {
      dynamic "data_capture_config" {
        for_each = var.capture
        content {
          enable_capture = true
        }
      }
    }
    resource "azurerm_monitor_diagnostic_setting" "d" {
      dynamic "enabled_log" {
        for_each = var.categories
        content {
          category = enabled_log.value
        }
      }
    }
    """
    found = artifacts(main=text)
    capture = fact(found["aws_sagemaker_endpoint_configuration.c"], "data_capture")
    assert (capture.origin, marked(capture.place)[1]) == (Origin.UNKNOWN, 5)
    logging = fact(found["azurerm_monitor_diagnostic_setting.d"], "inference_logging")
    assert not logging.known


def test_a_diagnostic_setting_without_logs_logs_nothing() -> None:
    text = """\
    resource "azurerm_monitor_diagnostic_setting" "metrics" {
      enabled_metric {
        category = "AllMetrics"
      }
    }
    resource "azurerm_monitor_diagnostic_setting" "logs" {
      enabled_log {
        category = "RequestResponse"
      }
    }
    """
    found = artifacts(main=text)
    assert "inference_logging" not in found["azurerm_monitor_diagnostic_setting.metrics"].subjects[0].facts
    logging = fact(found["azurerm_monitor_diagnostic_setting.logs"], "inference_logging")
    assert (logging.value, marked(logging.place)) == (True, ("main.tf", 7, 3, "enabled_log"))


def test_a_null_is_as_good_as_absent() -> None:
    text = """\
    variable "days" {
      default = null
    }
    resource "azurerm_log_analytics_workspace" "w" {
      retention_in_days = var.days
    }
    """
    retention = fact(artifacts(main=text)["azurerm_log_analytics_workspace.w"], "retention_days")
    assert (retention.value, retention.origin) == (30, Origin.DEFAULT)


def test_the_total_retention_of_a_table_counts_before_its_interactive_one() -> None:
    text = """\
    resource "azurerm_log_analytics_workspace_table" "both" {
      retention_in_days       = 30
      total_retention_in_days = 365
    }
    resource "azurerm_log_analytics_workspace_table" "one" {
      retention_in_days = 30
    }
    resource "azurerm_log_analytics_workspace_table" "none" {}
    """
    found = artifacts(main=text)
    assert fact(found["azurerm_log_analytics_workspace_table.both"], "retention_days").value == 365
    assert fact(found["azurerm_log_analytics_workspace_table.one"], "retention_days").value == 30
    assert "retention_days" not in found["azurerm_log_analytics_workspace_table.none"].subjects[0].facts


@pytest.mark.parametrize(
    ("body", "model"),
    [
        ('body = { properties = { model = { name = "gpt-4o" } } }', "gpt-4o"),
        ('body = jsonencode({ properties = { model = { name = "gpt-4o" } } })', "gpt-4o"),
        ('body = merge(local.sku, { properties = { model = { name = "gpt-4o" } } })', "gpt-4o"),
        ("body = { properties = { model = { name = var.model } } }", None),
    ],
)
def test_an_azapi_resource_is_what_its_type_says(body: str, model: str | None) -> None:
    text = f"""\
locals {{
  sku = {{ name = "Standard" }}
}}
resource "azapi_resource" "deployment" {{
  type = "Microsoft.CognitiveServices/accounts/deployments@2025-06-01"
  {body}
}}
resource "azapi_resource" "network" {{
  type = "Microsoft.Network/privateEndpoints@2024-05-01"
}}
"""
    (found,) = artifacts(main=text).values()
    assert found.ai == "Azure AI model deployment"
    value = fact(found, "model")
    assert (value.value if value.known else None) == model
    assert marked(value.place)[1] == 6
    if model is not None:
        assert marked(value.place)[3] == '"gpt-4o"'
        assert [each.value for each in found.references] == ["gpt-4o"]


def test_a_model_server_image_makes_plain_compute_ai() -> None:
    text = """\
    variable "tag" {
      default = "v0.6.3"
    }
    resource "google_cloud_run_v2_service" "llm" {
      template {
        containers {
          image = "vllm/vllm-openai:${var.tag}"
          args  = ["--model", "acme/cv-screener"]
          env {
            name  = "AUTO_REJECT"
            value = "true"
          }
        }
      }
    }
    resource "google_cloud_run_v2_service" "web" {
      template {
        containers {
          image = "nginx:1"
        }
      }
    }
    """
    found = artifacts(main=text)
    assert found["google_cloud_run_v2_service.llm"].ai == "model server image vllm/vllm-openai"
    assert found["google_cloud_run_v2_service.web"].ai is None
    (container,) = [
        each for each in found["google_cloud_run_v2_service.llm"].subjects if each.kind is SubjectKind.CONTAINER
    ]
    assert marked(container.place) == ("main.tf", 6, 5, "containers")
    image = container.facts["image"]
    assert (image.value, image.origin, marked(image.via[0])[1]) == ("vllm/vllm-openai:v0.6.3", Origin.DERIVED, 2)
    assert (container.facts["env.AUTO_REJECT"].value, marked(container.facts["env.AUTO_REJECT"].place)[1]) == (
        "true",
        11,
    )
    assert [each.value for each in found["google_cloud_run_v2_service.llm"].references] == ["acme/cv-screener"]


def test_containers_of_an_ecs_task_stand_in_json() -> None:
    text = """\
    resource "aws_ecs_task_definition" "t" {
      family = "llm"
      container_definitions = jsonencode([
        {
          name        = "server"
          image       = "ollama/ollama:0.3"
          environment = [{ name = "MODEL_ID", value = "acme/cv-screener" }]
        }
      ])
    }
    """
    (task,) = artifacts(main=text).values()
    assert task.ai == "model server image ollama/ollama"
    (container,) = [each for each in task.subjects if each.kind is SubjectKind.CONTAINER]
    assert container.facts["env.MODEL_ID"].value == "acme/cv-screener"
    assert marked(container.facts["image"].place) == ("main.tf", 6, 21, '"ollama/ollama:0.3"')


def test_annotations_of_a_deployment_are_statements() -> None:
    text = """\
    resource "kubernetes_deployment_v1" "d" {
      metadata {
        annotations = { "ai-act.acme.eu/risk-class" = "high" }
      }
    }
    """
    (statement,) = artifacts(main=text)["kubernetes_deployment_v1.d"].statements
    assert (statement.value.value, marked(statement.value.place)[1]) == ("high-risk", 3)


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        (
            'resource "aws_ssm_parameter" "p" {\n  name = "/cv/AUTO_REJECT"\n  value = "true"\n}\n',
            "AUTO_REJECT",
            "true",
        ),
        (
            'resource "azurerm_app_configuration_feature" "f" {\n  name = "review"\n  enabled = false\n}\n',
            "review",
            False,
        ),
        (
            'resource "azurerm_app_configuration_key" "k" {\n  key = "threshold"\n  value = "0.8"\n}\n',
            "threshold",
            "0.8",
        ),
    ],
)
def test_flags_and_parameters_are_settings(text: str, name: str, value: object) -> None:
    (found,) = artifacts(main=text).values()
    setting = fact(found, f"setting.{name}")
    assert (setting.value, marked(setting.place)[1]) == (value, 3)
    assert found.ai is None


def test_words_stand_where_they_are_written() -> None:
    text = """\
    variable "purpose" {
      default = "Ranks applicants"
    }
    locals {
      prefix = "acme"
    }
    resource "aws_bedrockagent_agent" "x" {
      agent_name  = "${local.prefix}-hiring-screener"
      description = var.purpose
      instruction = var.unknown
    }
    """
    (agent,) = artifacts(main=text).values()
    assert [(each.role, marked(each.place)[1], each.raw) for each in agent.texts[2:]] == [
        (TextRole.NAME, 8, '"${local.prefix}-hiring-screener"'),
        (TextRole.NAME, 5, '"acme"'),
        (TextRole.DESCRIPTION, 2, '"Ranks applicants"'),
    ]


def test_a_setting_is_reached_from_what_it_holds_for() -> None:
    text = """\
    resource "azurerm_cognitive_account" "a" {
      kind = "Face"
    }
    resource "azurerm_monitor_diagnostic_setting" "d" {
      target_resource_id         = azurerm_cognitive_account.a.id
      log_analytics_workspace_id = azurerm_log_analytics_workspace.w.id
    }
    resource "azurerm_log_analytics_workspace" "w" {}
    """
    found = artifacts(main=text)
    assert [each.value for each in found["azurerm_cognitive_account.a"].references] == [
        "//azurerm_monitor_diagnostic_setting.d"
    ]
    assert "//azurerm_log_analytics_workspace.w" in [
        each.value for each in found["azurerm_monitor_diagnostic_setting.d"].references
    ]


def test_a_sink_of_vertex_logs_is_reached_from_the_endpoint() -> None:
    text = """\
    resource "google_vertex_ai_endpoint" "e" {}
    resource "google_logging_project_sink" "s" {
      filter      = "resource.type=\\"aiplatform.googleapis.com/Endpoint\\""
      destination = "logging.googleapis.com/${google_logging_project_bucket_config.b.id}"
    }
    resource "google_logging_project_bucket_config" "b" {}
    """
    found = artifacts(main=text)
    assert [each.value for each in found["google_vertex_ai_endpoint.e"].references] == [
        "//google_logging_project_sink.s"
    ]
    assert [each.value for each in found["google_logging_project_sink.s"].references] == [
        "//google_logging_project_bucket_config.b"
    ]


def test_a_resource_is_found_through_any_number_of_locals() -> None:
    chain = "".join(f"  a{n} = local.a{n + 1}\n" for n in range(3000))
    text = f'locals {{\n{chain}  a3000 = aws_s3_bucket.b.id\n}}\nresource "aws_s3_bucket" "b" {{}}\n'
    text += 'resource "aws_sagemaker_model" "m" {\n  name = local.a0\n}\n'
    model = artifacts(main=text)["aws_sagemaker_model.m"]
    assert [each.value for each in model.references] == ["//aws_s3_bucket.b"]
