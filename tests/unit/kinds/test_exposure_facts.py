import pytest

from aiact_lint.kinds import card
from aiact_lint.parsers import markdown, yaml_
from aiact_lint.source import SourceFile
from aiact_lint.subjects import Origin
from unit.kinds.terraform_files import artifacts, fact, marked


@pytest.mark.parametrize(
    ("text", "name", "value", "origin"),
    [
        ('resource "aws_efs_file_system" "x" {}', "encrypted", False, Origin.DEFAULT),
        ('resource "aws_ebs_volume" "x" { encrypted = false }', "encrypted", False, Origin.STATED),
        ('resource "azurerm_cognitive_account" "x" {}', "public_network_access", True, Origin.DEFAULT),
        ('resource "azurerm_ai_services" "x" { public_network_access = "Disabled" }', "public_network_access", "Disabled", Origin.STATED),
        ('resource "azurerm_cognitive_account" "x" {\n network_acls { default_action = "Deny" }\n}', "network_default", "Deny", Origin.STATED),
        ('resource "aws_s3_bucket_public_access_block" "x" { block_public_acls = false }', "block_public_acls", False, Origin.STATED),
        ('resource "google_storage_bucket_iam_member" "x" { member = "allUsers" }', "members", "allUsers", Origin.STATED),
        ('resource "aws_cloudwatch_metric_alarm" "x" {}', "monitoring", True, Origin.STATED),
    ],
)  # fmt: skip
def test_facts_about_who_may_reach_a_store(text: str, name: str, value: object, origin: Origin) -> None:
    (found,) = artifacts(main=text).values()
    assert (fact(found, name).value, fact(found, name).origin) == (value, origin)
    assert marked(fact(found, name).place)[1] == (2 if name == "network_default" else 1)


def test_results_of_a_card_are_metrics_with_numbers() -> None:
    text = (
        "---\nmodel-index:\n  - name: a\n    results:\n"
        "      - metrics: [{type: f1, value: 0.9}, {type: wer, value: low}, {name: Loss, value: 1}, {type: ok, value: true}]\n---\n# A\n"
    )
    (found,) = card.KIND.read(markdown.parse(SourceFile("README.md", text.encode()), yaml_.parse_span).documents, ())
    (subject,) = found.subjects
    assert subject.facts["results"].value == ("f1", "Loss")
