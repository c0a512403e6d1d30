"""Image, model id, endpoint name and bucket that go through a module's inputs meet what they belong to."""

from __future__ import annotations

from aiact_lint.kinds import card
from aiact_lint.kinds.terraform.kind import read
from aiact_lint.link import link
from aiact_lint.parsers import markdown, yaml_
from aiact_lint.source import SourceFile
from aiact_lint.subjects import Artifact
from aiact_lint.system import System
from unit.kinds.terraform_files import tree

CARD = """\
---
license: mit
model-index:
- name: acme/cv-ranker
eu_ai_act:
  risk-class: high-risk
---
# Acme CV Ranker
"""


def _cards(**cards: str) -> list[Artifact]:
    documents = [
        document
        for path, text in cards.items()
        for document in markdown.parse(
            SourceFile(f"models/{path}/README.md", text.encode()), yaml_.parse_span
        ).documents
    ]
    return [*card.KIND.read(documents, ())]


def _linked(files: dict[str, str], *others: Artifact) -> list[System]:
    return [*link([*others, *read(tree(files))], lambda _artifact: ())]


def _members(system: System) -> set[str]:
    return {member.artifact.name for member in system.members}


def test_a_model_id_from_an_argument_meets_its_card() -> None:
    files = {
        "main.tf": 'module "serving" {\n  source = "./serving"\n  model  = "acme/cv-ranker"\n}\n',
        "serving/main.tf": """\
            variable "model" {}
            resource "aws_sagemaker_model" "m" {
              primary_container {
                environment = { HF_MODEL_ID = var.model }
              }
            }
            resource "aws_sagemaker_endpoint_configuration" "c" {
              production_variants {
                model_name = aws_sagemaker_model.m.name
              }
            }
            """,
    }
    (system,) = _linked(files, *_cards(cv=CARD))
    assert system.risk_class == "high-risk"
    assert {"module.serving.aws_sagemaker_model.m", "module.serving.aws_sagemaker_endpoint_configuration.c"} < _members(
        system
    )


def test_two_calls_with_two_models_are_two_systems() -> None:
    files = {
        "main.tf": 'module "cv" {\n  source = "./s"\n  model = "acme/cv-ranker"\n}\n'
        'module "chat" {\n  source = "./s"\n  model = "acme/chat"\n}\n',
        "s/main.tf": 'variable "model" {}\nresource "aws_sagemaker_model" "m" {\n  primary_container {\n'
        "    environment = { HF_MODEL_ID = var.model }\n  }\n}\n",
    }
    other = CARD.replace("cv-ranker", "chat").replace("high-risk", "minimal").replace("CV Ranker", "Chat")
    first, second = _linked(files, *_cards(cv=CARD, chat=other))
    assert "module.cv.aws_sagemaker_model.m" in _members(first)
    assert "module.chat.aws_sagemaker_model.m" in _members(second)
    assert (first.risk_class, second.risk_class) == ("high-risk", "minimal")


def test_a_log_group_named_after_an_endpoint_of_another_module_belongs_to_it() -> None:
    files = {
        "main.tf": """\
            module "endpoint" {
              source = "./endpoint"
              name   = "cv-screener"
            }
            module "logs" {
              source   = "./logs"
              endpoint = "cv-screener"
            }
            """,
        "endpoint/main.tf": 'variable "name" {}\nresource "aws_sagemaker_endpoint" "e" {\n  name = var.name\n}\n',
        "logs/main.tf": 'variable "endpoint" {}\nresource "aws_cloudwatch_log_group" "l" {\n'
        '  name = "/aws/sagemaker/Endpoints/${var.endpoint}"\n}\n',
    }
    (system,) = _linked(files)
    assert _members(system) == {"module.endpoint.aws_sagemaker_endpoint.e", "module.logs.aws_cloudwatch_log_group.l"}


def test_a_bucket_that_a_module_hands_out_belongs_to_the_model_that_gets_it() -> None:
    files = {
        "main.tf": """\
            module "store" {
              source = "./store"
            }
            module "model" {
              source = "./model"
              bucket = module.store.bucket
            }
            """,
        "store/main.tf": 'resource "aws_s3_bucket" "b" {}\noutput "bucket" {\n  value = aws_s3_bucket.b.id\n}\n',
        "model/main.tf": 'variable "bucket" {}\nresource "aws_sagemaker_model" "m" {\n  primary_container {\n'
        '    model_data_url = "s3://${var.bucket}/model.tar.gz"\n  }\n}\n',
    }
    (system,) = _linked(files)
    assert _members(system) == {"module.model.aws_sagemaker_model.m", "module.store.aws_s3_bucket.b"}


def test_an_image_from_an_argument_makes_a_service_an_ai_system() -> None:
    files = {
        "main.tf": 'module "run" {\n  source = "./run"\n  image  = "vllm/vllm-openai:v0.6.0"\n}\n',
        "run/main.tf": 'variable "image" {}\nresource "google_cloud_run_v2_service" "s" {\n  template {\n    containers {\n'
        "      image = var.image\n    }\n  }\n}\n",
    }
    (system,) = _linked(files)
    assert _members(system) == {"module.run.google_cloud_run_v2_service.s"}


def test_what_a_module_makes_belongs_to_the_declaration_nearest_to_its_caller() -> None:
    from aiact_lint.kinds import declaration

    files = {
        "teams/cv/main.tf": 'module "e" {\n  source = "../../modules/e"\n}\n',
        "teams/chat/main.tf": 'module "e" {\n  source = "../../modules/e"\n}\n',
        "modules/e/main.tf": 'resource "aws_sagemaker_endpoint" "e" {}\n',
    }
    declared = [
        artifact
        for team in ("cv", "chat")
        for artifact in declaration.KIND.read(
            yaml_.parse(SourceFile(f"teams/{team}/aiact.yaml", f"system: {team}\n".encode())).documents, ()
        )
    ]
    systems = _linked(files, *declared)
    assert {system.id: len(_members(system)) for system in systems} == {"cv": 2, "chat": 2}
    assert systems[0].members[1].reason == "nearest declaration upwards, in teams/cv"


def test_a_pattern_that_claims_the_caller_claims_what_it_makes() -> None:
    from aiact_lint.kinds import declaration

    files = {
        "infra/cv.tf": 'module "e" {\n  source = "../modules/e"\n}\n',
        "modules/e/main.tf": 'resource "aws_sagemaker_endpoint" "e" {}\n',
    }
    text = "systems:\n- system: a\n  artifacts: [infra/cv.tf]\n- system: b\n"
    declared = [*declaration.KIND.read(yaml_.parse(SourceFile("aiact.yaml", text.encode())).documents, ())]
    systems = {system.id: _members(system) for system in _linked(files, *declared)}
    assert systems["a"] == {"a", "module.e.aws_sagemaker_endpoint.e"}


def _declared(path: str, text: str) -> list[Artifact]:
    from aiact_lint.kinds import declaration

    return [*declaration.KIND.read(yaml_.parse(SourceFile(path, text.encode())).documents, ())]


TWICE = {
    "cv/main.tf": 'module "logs" {\n  source = "../logs"\n  days   = 30\n}\n',
    "chat/main.tf": 'module "logs" {\n  source = "../logs"\n  days   = 40\n}\n',
    "logs/main.tf": 'variable "days" {}\nresource "aws_cloudwatch_log_group" "l" {\n  retention_in_days = var.days\n}\n',
}


def test_evidence_in_a_shared_module_means_what_the_own_folder_makes() -> None:
    text = "system: cv\nlogging:\n  evidence: ../logs/main.tf#aws_cloudwatch_log_group.l\n"
    (cv,) = _linked(TWICE, *_declared("cv/aiact.yaml", text))
    assert [member.artifact.callers[0].file for member in cv.members if member.artifact.callers] == ["cv/main.tf"]


def test_evidence_can_name_what_a_module_makes_in_the_calling_file() -> None:
    text = "system: chat\nlogging:\n  evidence: chat/main.tf#module.logs.aws_cloudwatch_log_group.l\n"
    (chat,) = _linked(TWICE, *_declared("aiact.yaml", text))
    reasons = {member.artifact.callers[0].file: member.reason for member in chat.members if member.artifact.callers}
    assert reasons == {
        "chat/main.tf": "named as evidence in aiact.yaml",
        "cv/main.tf": "nearest declaration upwards, in the top folder",
    }


def test_settings_of_a_service_hold_for_the_whole_configuration() -> None:
    files = {
        "main.tf": 'module "agent" {\n  source = "./agent"\n}\nmodule "logs" {\n  source = "./logs"\n}\n',
        "agent/main.tf": 'resource "aws_bedrockagent_agent" "a" {}\n',
        "logs/main.tf": 'resource "aws_cloudwatch_log_group" "l" {\n  name = "/aws/bedrock/agents"\n}\n'
        'resource "aws_bedrock_model_invocation_logging_configuration" "c" {}\n',
        "other/main.tf": 'resource "aws_bedrock_model_invocation_logging_configuration" "elsewhere" {}\n',
    }
    (system,) = _linked(files)
    assert _members(system) == {
        "module.agent.aws_bedrockagent_agent.a",
        "module.logs.aws_cloudwatch_log_group.l",
        "module.logs.aws_bedrock_model_invocation_logging_configuration.c",
    }
