"""CloudFormation: which resources are AI, what they state, and how they are linked."""

from __future__ import annotations

import pytest

from aiact_lint.kinds.cloudformation import KIND
from aiact_lint.subjects import Carrier, Origin, ReferenceKind, SubjectKind, TextRole
from unit.kinds.template_files import artifacts, fact, template, told
from unit.where import shown

_TEMPLATE = """\
AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  Days: {Type: Number, Default: "30"}
Resources:
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointName: cv-screener
      EndpointConfigName: !GetAtt Config.EndpointConfigName
      Tags:
        - {Key: aiact:risk-class, Value: high}
        - {Key: "aiact:annex-iii", Value: !Ref Use}
        - {Key: team, Value: hiring}
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      DataCaptureConfig: {EnableCapture: true, InitialSamplingPercentage: "50"}
      ProductionVariants: [{ModelName: !GetAtt Model.ModelName, VariantName: main}]
  Model:
    Type: AWS::SageMaker::Model
    Properties:
      ModelName: acme-cv-screener
      PrimaryContainer:
        Image: 763104351884.dkr.ecr.eu-west-1.amazonaws.com/huggingface-pytorch-inference:2.1
        Environment: {HF_MODEL_ID: acme/cv-screener}
        ModelDataUrl: !Sub "s3://${Bucket}/model.tar.gz"
  Bucket:
    Type: AWS::S3::Bucket
    Properties:
      AccessControl: PublicRead
      PublicAccessBlockConfiguration: {BlockPublicAcls: "true", RestrictPublicBuckets: false}
      LifecycleConfiguration: {Rules: [{ExpirationInDays: 90}]}
  Logs:
    Type: AWS::Logs::LogGroup
    Properties: {LogGroupName: /aws/sagemaker/Endpoints/cv-screener, RetentionInDays: !Ref Days}
  Forever: {Type: AWS::Logs::LogGroup}
  Role: {Type: AWS::IAM::Role}
"""


def test_which_resources_are_artifacts_and_ai() -> None:
    assert {name: each.ai for name, each in artifacts(KIND, _TEMPLATE).items()} == {
        "Endpoint": "SageMaker endpoint",
        "Config": "SageMaker endpoint configuration",
        "Model": "SageMaker model",
        "Bucket": None,
        "Logs": None,
        "Forever": None,
    }


def test_tags_state_the_vocabulary() -> None:
    endpoint = artifacts(KIND, _TEMPLATE)["Endpoint"]
    assert [
        (each.key, each.value.value, each.value.origin, shown(each.value.place)) for each in endpoint.statements
    ] == [
        ("risk-class", "high-risk", Origin.STATED, "11:42-46 high"),
        ("annex-iii", "Use", Origin.UNKNOWN, "12:48-51 Use"),
    ]
    assert {each.carrier for each in endpoint.statements} == {Carrier.TEMPLATE}
    assert (TextRole.TAG, "13:30-36 hiring") in [(each.role, shown(each.place)) for each in endpoint.texts]


def test_facts_and_their_places() -> None:
    found = artifacts(KIND, _TEMPLATE)
    assert told(fact(found["Logs"], "retention_days")) == (30, Origin.DERIVED, "35:92-96 Days", ['3:33-37 "30"'])
    assert told(fact(found["Forever"], "retention_days")) == (0, Origin.DEFAULT, "36:3-10 Forever", [])
    assert told(fact(found["Config"], "data_capture")) == (True, Origin.STATED, "17:42-46 true", [])
    assert told(fact(found["Config"], "data_capture_percentage")) == (50, Origin.STATED, '17:75-79 "50"', [])
    assert told(fact(found["Bucket"], "acl")) == ("PublicRead", Origin.STATED, "30:22-32 PublicRead", [])
    assert told(fact(found["Bucket"], "block_public_acls")) == (True, Origin.STATED, '31:57-63 "true"', [])
    assert told(fact(found["Bucket"], "expiration_days")) == (90, Origin.STATED, "32:59-61 90", [])
    assert "block_public_policy" not in found["Bucket"].subjects[0].facts
    assert {name: each.subjects[0].kind for name, each in found.items()} == {
        "Endpoint": SubjectKind.ENDPOINT, "Config": SubjectKind.ENDPOINT, "Model": SubjectKind.RESOURCE,
        "Bucket": SubjectKind.RESOURCE, "Logs": SubjectKind.LOG_STORE, "Forever": SubjectKind.LOG_STORE,
    }  # fmt: skip
    container = found["Model"].subjects[1]
    assert told(container.facts["env.HF_MODEL_ID"]) == (
        "acme/cv-screener", Origin.STATED, "25:36-52 acme/cv-screener", [],
    )  # fmt: skip
    assert shown(container.place) == "23:7-23 PrimaryContainer"


def test_references() -> None:
    found = artifacts(KIND, _TEMPLATE)
    scope = "template.yaml//"
    assert {name: sorted((each.kind, each.value) for each in one.references) for name, one in found.items()} == {
        "Endpoint": [(ReferenceKind.RESOURCE, f"{scope}Config")],
        "Config": [(ReferenceKind.RESOURCE, f"{scope}Model")],
        "Model": [
            (ReferenceKind.MODEL, "763104351884.dkr.ecr.eu-west-1.amazonaws.com/huggingface-pytorch-inference:2.1"),
            (ReferenceKind.MODEL, "acme-cv-screener"),
            (ReferenceKind.MODEL, "acme/cv-screener"),
            (ReferenceKind.RESOURCE, f"{scope}Bucket"),
        ],
        "Bucket": [],
        "Logs": [(ReferenceKind.ENDPOINT, "cv-screener")],
        "Forever": [],
    }
    assert found["Endpoint"].names == {f"resource:{scope}Endpoint", "endpoint:cv-screener"}


def test_a_setting_is_reached_from_what_it_holds_for() -> None:
    found = artifacts(
        KIND,
        """\
        Resources:
          Agent:
            Type: AWS::Bedrock::Agent
            Properties:
              AgentName: helper
              Instruction: You rank the applicants for the job.
              FoundationModel: anthropic.claude-3-haiku
              GuardrailConfiguration: {GuardrailIdentifier: !Ref Guard}
          Guard: {Type: AWS::Bedrock::Guardrail, Properties: {Name: g}}
          Target:
            Type: AWS::ApplicationAutoScaling::ScalableTarget
            Properties: {ResourceId: !Sub "agent/${Agent}", MinCapacity: 2, MaxCapacity: 3}
          Logs: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: /aws/bedrock/calls}}
          Waits: {Type: AWS::S3::Bucket, DependsOn: [Agent, Role]}
        """,
    )
    own = [each.value.removeprefix("template.yaml//") for each in found["Agent"].references]
    assert own == ["Guard", "anthropic.claude-3-haiku", "Target", "Logs"]
    assert told(fact(found["Agent"], "guardrail")) == (True, Origin.STATED, "8:7-29 GuardrailConfiguration", [])
    assert [each.value for each in found["Waits"].references] == ["template.yaml//Agent"]
    prompts = [shown(each.place) for each in found["Agent"].texts if each.role is TextRole.PROMPT]
    assert prompts == ["6:20-56 You rank the applicants for the job."]


def test_a_model_card_says_what_its_model_is_for() -> None:
    card = artifacts(
        KIND,
        """\
        Resources:
          Card:
            Type: AWS::SageMaker::ModelCard
            Properties:
              ModelCardName: acme-cv-screener
              ModelCardStatus: Approved
              Content:
                IntendedUses:
                  PurposeOfModel: Rank job applications
                  RiskRating: High
                AdditionalInformation:
                  CustomDetails: {aiact:risk-class: high, owner: hiring}
        """,
    )["Card"]
    assert card.ai == "SageMaker model card"
    assert [(each.key, each.value.value) for each in card.statements] == [("risk-class", "high-risk")]
    assert told(fact(card, "risk_rating")) == ("High", Origin.STATED, "10:23-27 High", [])
    assert (TextRole.PURPOSE, "9:27-48 Rank job applications") in [
        (each.role, shown(each.place)) for each in card.texts
    ]


def test_a_task_with_a_model_server_is_ai() -> None:
    found = artifacts(
        KIND,
        """\
        Resources:
          Task:
            Type: AWS::ECS::TaskDefinition
            Properties:
              Family: chat
              ContainerDefinitions:
                - Name: vllm
                  Image: vllm/vllm-openai:v1
                  Command: ["--model", "acme/cv-screener"]
                  Environment: [{Name: THRESHOLD, Value: "0.8"}]
                  ReadonlyRootFilesystem: true
                  User: "1000"
        """,
    )["Task"]
    assert found.ai == "model server image vllm/vllm-openai"
    container = found.subjects[1]
    assert container.facts["env.THRESHOLD"].value == "0.8"
    assert (container.facts["read_only_root"].value, container.facts["run_as_user"].value) == (True, "1000")
    assert (ReferenceKind.MODEL, "acme/cv-screener") in [(each.kind, each.value) for each in found.references]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Resources: {A: {Type: 'AWS::S3::Bucket'}}", True),
        ("Resources: {A: {Type: 'Custom::Thing'}}", True),
        ("Resources: {A: {Type: bucket}}", False),
        ("Resources: [a]", False),
        ("resources: {A: {Type: 'AWS::S3::Bucket'}}", False),
        ("- a", False),
    ],
)
def test_which_documents_are_templates(text: str, wanted: bool) -> None:
    assert KIND.wants(template(text)) is wanted


def test_evidence_names_a_resource_by_its_logical_id() -> None:
    assert KIND.anchors is not None
    assert {name: shown(place) for name, place in KIND.anchors(template(_TEMPLATE)).items()}["Role"] == "37:3-7 Role"
