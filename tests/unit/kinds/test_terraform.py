import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiact_lint.kinds.terraform.kind import KIND, anchors, read, wants
from aiact_lint.kinds.terraform.table import resource_types
from aiact_lint.parsers import hcl
from aiact_lint.source import SourceFile
from aiact_lint.subjects import Origin, ReferenceKind, SubjectKind, TextRole
from unit.kinds.terraform_files import artifacts, documents, fact, marked

SAGEMAKER = """\
locals {
  name = "cv-screener"
  tags = { "aiact:risk-class" = "high-risk", team = "hiring" }
}

resource "aws_sagemaker_model" "main" {
  name = local.name
  primary_container {
    image          = "763104351884.dkr.ecr.eu-central-1.amazonaws.com/huggingface-pytorch-inference:2.1"
    model_data_url = "s3://acme-models/cv-screener/v3/model.tar.gz"
    environment = {
      HF_MODEL_ID  = "acme/cv-screener"
      AUTO_APPROVE = "true"
    }
  }
}

resource "aws_sagemaker_endpoint_configuration" "main" {
  name = local.name
  production_variants {
    model_name = aws_sagemaker_model.main.name
  }
}

resource "aws_sagemaker_endpoint" "main" {
  name                 = local.name
  endpoint_config_name = aws_sagemaker_endpoint_configuration.main.name
  tags                 = merge(local.tags, { Owner = "ml" })
}

resource "aws_cloudwatch_log_group" "endpoint" {
  name              = "/aws/sagemaker/Endpoints/cv-screener"
  retention_in_days = 30
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
"""


def test_what_is_ai_and_what_only_supports_it() -> None:
    found = artifacts(main=SAGEMAKER)
    assert {name: each.ai for name, each in found.items()} == {
        "aws_sagemaker_model.main": "SageMaker model",
        "aws_sagemaker_endpoint_configuration.main": "SageMaker endpoint configuration",
        "aws_sagemaker_endpoint.main": "SageMaker endpoint",
        "aws_cloudwatch_log_group.endpoint": None,
    }


def test_an_artifact_is_marked_on_its_name_label() -> None:
    assert marked(artifacts(main=SAGEMAKER)["aws_sagemaker_endpoint.main"].place) == ("main.tf", 25, 35, '"main"')


def test_references_between_resources() -> None:
    found = artifacts(main=SAGEMAKER)

    def targets(name: str) -> list[str]:
        return [each.value for each in found[name].references if each.kind is ReferenceKind.RESOURCE]

    assert targets("aws_sagemaker_endpoint.main") == ["//aws_sagemaker_endpoint_configuration.main"]
    assert targets("aws_sagemaker_endpoint_configuration.main") == ["//aws_sagemaker_model.main"]
    assert "resource://aws_sagemaker_model.main" in found["aws_sagemaker_model.main"].names


def test_model_references() -> None:
    model = artifacts(main=SAGEMAKER)["aws_sagemaker_model.main"]
    named = [(each.value, marked(each.place)[1]) for each in model.references if each.kind is ReferenceKind.MODEL]
    assert named == [
        ("s3://acme-models/cv-screener/v3/model.tar.gz", 10),
        ("763104351884.dkr.ecr.eu-central-1.amazonaws.com/huggingface-pytorch-inference:2.1", 9),
        ("cv-screener", 7),
        ("acme/cv-screener", 12),
    ]


def test_a_log_group_names_its_endpoint() -> None:
    found = artifacts(main=SAGEMAKER)
    (reference,) = found["aws_cloudwatch_log_group.endpoint"].references
    assert (reference.kind, reference.value) == (ReferenceKind.ENDPOINT, "cv-screener")
    assert "endpoint:cv-screener" in found["aws_sagemaker_endpoint.main"].names


def test_environment_of_a_container() -> None:
    model = artifacts(main=SAGEMAKER)["aws_sagemaker_model.main"]
    (container,) = [each for each in model.subjects if each.kind is SubjectKind.CONTAINER]
    assert {name: value.value for name, value in container.facts.items() if name.startswith("env.")} == {
        "env.HF_MODEL_ID": "acme/cv-screener",
        "env.AUTO_APPROVE": "true",
    }
    assert marked(container.facts["env.AUTO_APPROVE"].place) == ("main.tf", 13, 22, '"true"')


def test_statements_come_through_merge_and_locals() -> None:
    endpoint = artifacts(main=SAGEMAKER)["aws_sagemaker_endpoint.main"]
    (statement,) = endpoint.statements
    assert (statement.key, statement.value.value, statement.value.origin) == ("risk-class", "high-risk", Origin.DERIVED)
    assert marked(statement.value.place)[1:3] == (28, 26)
    assert marked(statement.value.via[-1])[1] == 3


@pytest.mark.parametrize("tag", ['"aiact:risk-class"', "aiact_risk_class", "aiact-risk-class", "AiActRiskClass"])
@pytest.mark.parametrize("attribute", ["tags", "labels"])
def test_tags_and_labels_in_every_spelling(tag: str, attribute: str) -> None:
    text = f'resource "aws_s3_bucket" "b" {{\n  {attribute} = {{\n    {tag} = "High"\n  }}\n}}\n'
    (statement,) = artifacts(main=text)["aws_s3_bucket.b"].statements
    assert (statement.key, statement.value.value) == ("risk-class", "high-risk")
    assert marked(statement.value.place)[1] == 3


def test_an_unknown_tag_value_is_unknown() -> None:
    text = 'variable "c" {}\nresource "aws_s3_bucket" "b" {\n  tags = { aiact_risk_class = var.c }\n}\n'
    (statement,) = artifacts(main=text)["aws_s3_bucket.b"].statements
    assert not statement.value.known


@pytest.mark.parametrize(
    ("text", "days", "origin", "mark"),
    [
        ('resource "aws_cloudwatch_log_group" "l" {\n  retention_in_days = 30\n}\n', 30, Origin.STATED, (2, 23, "30")),
        ('resource "aws_cloudwatch_log_group" "l" {\n  name = "x"\n}\n', 0, Origin.DEFAULT, (1, 37, '"l"')),
        ('resource "aws_cloudwatch_log_group" "l" {\n  retention_in_days = 0\n}\n', 0, Origin.STATED, (2, 23, "0")),
        ('resource "azurerm_log_analytics_workspace" "l" {\n}\n', 30, Origin.DEFAULT, (1, 44, '"l"')),
        (
            'resource "azurerm_log_analytics_workspace" "l" {\n  retention_in_days = 365\n}\n',
            365,
            Origin.STATED,
            (2, 23, "365"),
        ),
        ('resource "google_logging_project_bucket_config" "l" {\n}\n', 30, Origin.DEFAULT, (1, 49, '"l"')),
        (
            'resource "google_logging_project_bucket_config" "l" {\n  retention_days = 0\n}\n',
            30,
            Origin.STATED,
            (2, 20, "0"),
        ),
        (
            'variable "d" {\n  default = 90\n}\nresource "aws_cloudwatch_log_group" "l" {\n  retention_in_days = var.d\n}\n',
            90,
            Origin.DERIVED,
            (5, 23, "var.d"),
        ),
    ],
)
def test_retention_as_each_provider_means_it(text: str, days: int, origin: Origin, mark: tuple[int, int, str]) -> None:
    (found,) = artifacts(main=text).values()
    retention = fact(found, "retention_days")
    assert (retention.value, retention.origin) == (days, origin)
    assert marked(retention.place)[1:] == mark


def test_data_capture_is_off_unless_it_is_on() -> None:
    text = """\
    resource "aws_sagemaker_endpoint_configuration" "off" {
      name = "a"
    }
    resource "aws_sagemaker_endpoint_configuration" "on" {
      data_capture_config {
        enable_capture = true
      }
    }
    """
    found = artifacts(main=text)
    assert fact(found["aws_sagemaker_endpoint_configuration.off"], "data_capture").value is False
    assert fact(found["aws_sagemaker_endpoint_configuration.on"], "data_capture").value is True


def test_texts_say_where_they_stand() -> None:
    text = """\
    resource "aws_bedrockagent_agent" "hiring" {
      agent_name  = "candidate-ranker"
      description = "Ranks applicants"
      instruction = "You rank applicants."
      tags = { purpose = "recruiting" }
    }
    """
    (agent,) = artifacts(main=text).values()
    assert [(each.role, marked(each.place)[1], each.raw) for each in agent.texts] == [
        (TextRole.RESOURCE_TYPE, 1, '"aws_bedrockagent_agent"'),
        (TextRole.NAME, 1, '"hiring"'),
        (TextRole.NAME, 2, '"candidate-ranker"'),
        (TextRole.DESCRIPTION, 3, '"Ranks applicants"'),
        (TextRole.PROMPT, 4, '"You rank applicants."'),
        (TextRole.TAG, 5, '"recruiting"'),
    ]


def test_account_wide_bedrock_logging_belongs_to_the_agents_of_its_module() -> None:
    text = """\
    resource "aws_bedrockagent_agent" "a" {
      agent_name = "a"
    }
    resource "aws_bedrockagent_agent" "b" {
      agent_name = "b"
    }
    resource "aws_bedrock_model_invocation_logging_configuration" "l" {
    }
    resource "aws_cloudwatch_log_group" "l" {
      name = "/aws/bedrock/invocations"
    }
    """
    found = artifacts(main=text)
    for name in ("aws_bedrockagent_agent.a", "aws_bedrockagent_agent.b"):
        assert [each.value for each in found[name].references] == [
            "//aws_bedrock_model_invocation_logging_configuration.l",
            "//aws_cloudwatch_log_group.l",
        ]
    assert found["aws_cloudwatch_log_group.l"].references == ()


def test_anchors_name_every_resource_and_data_source() -> None:
    (document,) = documents(main='resource "aws_vpc" "v" {}\ndata "aws_region" "r" {}\nvariable "x" {}\n')
    assert {name: marked(place)[1:3] for name, place in anchors(document).items()} == {
        "aws_vpc.v": (1, 20),
        "data.aws_region.r": (2, 19),
    }


def test_every_token_of_the_pre_filter_covers_its_types() -> None:
    tokens = KIND.tokens()
    for each in resource_types().values():
        if each.ai:
            assert any(token in f'resource "{each.name}" "x" {{}}'.encode() for token in tokens), each.name


def test_subject_kinds_and_facts_of_the_table_are_what_rules_read() -> None:
    types = resource_types()
    for each in types.values():
        if each.subject is SubjectKind.LOG_STORE:
            assert "retention_days" in each.facts
        assert set(each.defaults) <= set(each.facts)
    assert len([each for each in types.values() if each.ai]) >= 25


@given(st.text(alphabet='resource"awsgmk_bdt{}=\n[]$. var', max_size=200))
def test_never_raises(text: str) -> None:
    for document in hcl.parse(SourceFile("x.tf", text.encode())).documents:
        anchors(document)
        if wants(document):
            list(read([document]))


@given(st.sampled_from(sorted(resource_types())), st.text(alphabet='nametgsv={}[]"\n 1.$', max_size=80))
def test_strange_bodies_never_raise(name: str, body: str) -> None:
    text = f'resource "{name}" "x" {{\n{body}\n}}\n'
    for document in hcl.parse(SourceFile("x.tf", text.encode())).documents:
        list(read([document]))
