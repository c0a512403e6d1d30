"""SageMaker model cards in Terraform: content by jsonencode, as a heredoc, as an object; places and links."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiact_lint.kinds.terraform.embedded import decoded
from aiact_lint.kinds.terraform.resolved import Resolved
from aiact_lint.link import link
from aiact_lint.subjects import Artifact, Place, TextRole
from unit.kinds.terraform_files import built, documents, fact, marked

ENCODED = """\
resource "aws_sagemaker_model_card" "cv" {
  model_card_name   = "cv-ranker"
  model_card_status = "Approved"
  content = jsonencode({
    model_overview = { model_name = "cv-ranker", model_description = "Ranks applicants." }
    intended_uses = {
      purpose_of_model = "Shortlist candidates for a recruiter."
      risk_rating      = "High"
    }
  })
}
"""
HEREDOC = """\
resource "aws_sagemaker_model_card" "cv" {
  model_card_name = "cv-ranker"
  content = <<-EOT
    {
      "model_overview": {"model_name": "cv-ranker", "model_description": "Ranks applicants."},
      "intended_uses": {
        "purpose_of_model": "Shortlist candidates for a recruiter.",
        "risk_rating": "High"
      }
    }
  EOT
}
"""


def _texts(artifact: Artifact) -> list[tuple[str, int, int, str]]:
    return [marked(each.place) for each in artifact.texts if each.role is TextRole.DESCRIPTION]


def test_content_by_jsonencode() -> None:
    artifact = built({"main.tf": ENCODED})["aws_sagemaker_model_card.cv"]
    assert artifact.ai == "SageMaker model card"
    assert "model:cv-ranker" in artifact.names
    assert _texts(artifact) == [
        ("main.tf", 5, 70, '"Ranks applicants."'),
        ("main.tf", 7, 26, '"Shortlist candidates for a recruiter."'),
    ]
    rating = fact(artifact, "risk_rating")
    assert (rating.value, marked(rating.place)) == ("High", ("main.tf", 8, 26, '"High"'))


@pytest.mark.parametrize("marker", ["<<-EOT", "<<EOT"])
def test_content_as_a_heredoc(marker: str) -> None:
    artifact = built({"main.tf": HEREDOC.replace("<<-EOT", marker)})["aws_sagemaker_model_card.cv"]
    assert _texts(artifact) == [
        ("main.tf", 5, 74, '"Ranks applicants."'),
        ("main.tf", 7, 29, '"Shortlist candidates for a recruiter."'),
    ]
    rating = fact(artifact, "risk_rating")
    assert (rating.value, marked(rating.place)) == ("High", ("main.tf", 8, 24, '"High"'))


def test_content_that_is_put_together_is_one_place() -> None:
    text = 'variable "rating" {\n  default = "Low"\n}\n' + HEREDOC.replace('"High"', '"${var.rating}"')
    rating = fact(built({"main.tf": text})["aws_sagemaker_model_card.cv"], "risk_rating")
    assert rating.value == "Low"
    assert marked(rating.place)[:3] == ("main.tf", 6, 13)
    assert [marked(each) for each in rating.via] == [("main.tf", 2, 13, '"Low"')]


def test_content_with_something_unknown_is_unknown() -> None:
    text = 'variable "rating" {}\n' + HEREDOC.replace('"High"', '"${var.rating}"')
    assert not fact(built({"main.tf": text})["aws_sagemaker_model_card.cv"], "risk_rating").known


@pytest.mark.parametrize("content", ['"{"', '"[1]"', '"text"', '"{]"', "7", '"{\\"intended_uses\\": 5}"'])
def test_other_content_says_nothing(content: str) -> None:
    text = f'resource "aws_sagemaker_model_card" "cv" {{\n  content = {content}\n}}\n'
    artifact = built({"main.tf": text})["aws_sagemaker_model_card.cv"]
    assert not _texts(artifact)
    assert all("risk_rating" not in subject.facts for subject in artifact.subjects)


def test_content_from_an_argument_is_marked_there() -> None:
    module = (
        'variable "content" {}\nresource "aws_sagemaker_model_card" "cv" {\n  content = jsonencode(var.content)\n}\n'
    )
    call = 'module "card" {\n  source = "./card"\n  content = { intended_uses = { risk_rating = "High" } }\n}\n'
    rating = fact(
        built({"main.tf": call, "card/main.tf": module})["module.card.aws_sagemaker_model_card.cv"], "risk_rating"
    )
    assert (rating.value, marked(rating.place)) == ("High", ("main.tf", 3, 47, '"High"'))


def test_a_model_meets_its_card() -> None:
    model = 'resource "aws_sagemaker_model" "m" {\n  name = "cv-ranker"\n}\n'
    (system,) = link([*built({"main.tf": ENCODED, "b/model.tf": model}).values()], lambda _: ())
    assert {member.artifact.name for member in system.members} == {
        "aws_sagemaker_model_card.cv",
        "aws_sagemaker_model.m",
    }


_NAMES = st.text(alphabet='ab "\\é', max_size=4)
_DATA = st.dictionaries(
    _NAMES,
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(alphabet='x "\\\n{}é😀', max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_NAMES, inner, max_size=3),
        max_leaves=8,
    ),
    max_size=4,
)


@given(_DATA, st.sampled_from(["<<EOT", "<<-EOT"]), st.sampled_from([None, 1, 4]))
def test_values_of_a_heredoc_are_the_json_at_their_place(data: object, marker: str, indent: int | None) -> None:
    text = json.dumps(data, indent=indent, ensure_ascii=False).replace("${", "$${").replace("%{", "%%{")
    (document,) = documents(main=f"locals {{\n  a = {marker}\n{text}\nEOT\n}}\n")
    place = Place(document, ("blocks", 0, "body", "a"))
    found = decoded(str(document.get(place.path)), place)
    assert found is not None
    assert found.plain == data
    pending = [found]
    while pending:
        node: Resolved = pending.pop()
        if isinstance(node.value, dict | list):
            pending += node.value.values() if isinstance(node.value, dict) else node.value
        for each in node.via:
            assert json.loads(document.source.slice(each.span)) == node.value
