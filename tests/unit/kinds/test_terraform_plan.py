"""Plans: values and places, what stays hidden or unknown, and plans beside their configuration."""

from __future__ import annotations

import json
from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from aiact_lint.kinds.terraform.kind import read
from aiact_lint.kinds.terraform.plan import is_plan, readable
from aiact_lint.link import link
from aiact_lint.parsers import json_
from aiact_lint.source import SourceFile
from aiact_lint.subjects import Artifact, Origin
from unit.kinds.terraform_files import fact, marked, recorded_plan, tree


def _resource(address: str, values: Mapping[str, object], **more: object) -> dict[str, object]:
    kind, name = address.split(".")[-2:]
    shown = {"address": address, "mode": "managed", "type": kind, "name": name.partition("[")[0], "values": values}
    return {**shown, "sensitive_values": {}, **more}


def _plan(resources: list[dict[str, object]], configuration: Mapping[str, object], **more: object) -> str:
    changes = [
        {"address": each["address"], "change": {"after_unknown": each.pop("after_unknown", {})}} for each in resources
    ]
    root = {"resources": resources, **more}
    data = {
        "format_version": "1.2",
        "terraform_version": "1.11.4",
        "planned_values": {"root_module": root},
        "resource_changes": changes,
        "configuration": {"root_module": configuration},
    }
    return json.dumps(data, indent=1)


def _artifacts(files: Mapping[str, str]) -> dict[str, Artifact]:
    found = [*read(tree(files))]
    assert len({each.name for each in found}) == len(found)
    return {each.name: each for each in found}


def test_only_a_plan_is_a_plan() -> None:
    assert is_plan(recorded_plan())
    for text in ("{}", "[]", '{"planned_values": 1, "format_version": "1"}', '{"values": {"root_module": {}}}'):
        assert not is_plan(json_.parse(SourceFile("x.json", text.encode())).documents[0])


# --- a plan by itself


def test_a_plan_by_itself_is_judged_with_its_own_places() -> None:
    text = _plan(
        [
            _resource(
                "aws_cloudwatch_log_group.l",
                {"name": "/aws/sagemaker/Endpoints/cv", "retention_in_days": 30, "tags": None},
            ),
            _resource(
                "aws_sagemaker_endpoint.e",
                {"name": "cv", "tags_all": {"aiact:risk-class": "high-risk"}},
                after_unknown={"arn": True, "endpoint_config_name": True},
            ),
        ],
        {"resources": []},
    )
    found = _artifacts({"plan.json": text})
    lines = text.splitlines()
    endpoint, group = found["aws_sagemaker_endpoint.e"], found["aws_cloudwatch_log_group.l"]
    assert marked(endpoint.place)[3] == '"e"'
    (statement,) = endpoint.statements
    line = next(at for at, each in enumerate(lines, 1) if "aiact:risk-class" in each)
    assert marked(statement.value.place) == ("plan.json", line, lines[line - 1].index('"high') + 1, '"high-risk"')
    retention = fact(group, "retention_days")
    assert (retention.value, retention.origin, marked(retention.place)[3]) == (30, Origin.STATED, "30")
    (system,) = link([*found.values()], lambda _: ())
    assert len(system.members) == 2


def test_references_in_a_plan_link_through_modules() -> None:
    child = {
        "address": 'module.m["a"]',
        "resources": [
            _resource('module.m["a"].aws_sagemaker_model.m', {"name": "cv"}),
            _resource('module.m["a"].aws_sagemaker_endpoint_configuration.c', {"name": None}),
        ],
    }
    references = {
        "resources": [
            {
                "address": "aws_sagemaker_endpoint.e",
                "mode": "managed",
                "expressions": {"endpoint_config_name": {"references": ['module.m["a"].config', 'module.m["a"]']}},
            }
        ],
        "module_calls": {
            "m": {
                "expressions": {"bucket": {"references": ["aws_s3_bucket.b.id", "aws_s3_bucket.b"]}},
                "module": {
                    "outputs": {
                        "config": {"expression": {"references": ["aws_sagemaker_endpoint_configuration.c.name"]}}
                    },
                    "resources": [
                        {
                            "address": "aws_sagemaker_model.m",
                            "mode": "managed",
                            "expressions": {"primary_container": [{"model_data_url": {"references": ["var.bucket"]}}]},
                        },
                        {
                            "address": "aws_sagemaker_endpoint_configuration.c",
                            "mode": "managed",
                            "expressions": {
                                "production_variants": [{"model_name": {"references": ["aws_sagemaker_model.m"]}}]
                            },
                        },
                    ],
                    "variables": {"bucket": {}},
                },
            }
        },
    }
    resources = [_resource("aws_sagemaker_endpoint.e", {"name": "cv"}), _resource("aws_s3_bucket.b", {"bucket": "x"})]
    found = _artifacts({"plan.json": _plan(resources, references, child_modules=[child])})
    (system,) = link([*found.values()], lambda _: ())
    assert {member.artifact.name for member in system.members} == {
        "aws_sagemaker_endpoint.e",
        "aws_s3_bucket.b",
        'module.m["a"].aws_sagemaker_model.m',
        'module.m["a"].aws_sagemaker_endpoint_configuration.c',
    }


def test_sensitive_and_later_values_are_unknown_facts() -> None:
    text = _plan(
        [
            _resource(
                "aws_cloudwatch_log_group.l",
                {"name": "secret-name", "retention_in_days": 30},
                sensitive_values={"retention_in_days": True, "name": True},
            ),
            _resource("aws_cloudwatch_log_group.m", {"name": "m"}, after_unknown={"retention_in_days": True}),
        ],
        {},
    )
    found = _artifacts({"plan.json": text})
    hidden = fact(found["aws_cloudwatch_log_group.l"], "retention_days")
    later = fact(found["aws_cloudwatch_log_group.m"], "retention_days")
    assert (hidden.value, hidden.known) == ("(sensitive value)", False)
    assert (later.value, later.known) == ("(known after apply)", False)
    assert marked(later.place)[3] == '"values"'


# --- a plan beside its configuration

CONFIG = """\
variable "days" {}
resource "aws_cloudwatch_log_group" "l" {
  retention_in_days = var.days
}
module "logs" {
  source = "./logs"
  days   = var.days
}
"""
CHILD = 'variable "days" {}\nresource "aws_cloudwatch_log_group" "l" {\n  retention_in_days = var.days\n}\n'


def _of_config(days: object, **more: object) -> str:
    child = {
        "address": "module.logs",
        "resources": [_resource("module.logs.aws_cloudwatch_log_group.l", {"retention_in_days": days})],
    }
    configuration = {
        "resources": [
            {
                "address": "aws_cloudwatch_log_group.l",
                "mode": "managed",
                "type": "aws_cloudwatch_log_group",
                "name": "l",
            }
        ],
        "module_calls": {"logs": {"source": "./logs"}},
        "variables": {"days": {}},
    }
    resources = [_resource("aws_cloudwatch_log_group.l", {"retention_in_days": days})]
    return _plan(resources, configuration, child_modules=[child], **more)


def test_a_plan_fills_in_what_its_configuration_does_not_say() -> None:
    text = _of_config(30)
    found = _artifacts({"infra/main.tf": CONFIG, "infra/logs/main.tf": CHILD, "infra/plan.json": text})
    assert set(found) == {"aws_cloudwatch_log_group.l", "module.logs.aws_cloudwatch_log_group.l"}
    top = fact(found["aws_cloudwatch_log_group.l"], "retention_days")
    assert (top.value, top.origin, marked(top.place)) == (30, Origin.DERIVED, ("infra/main.tf", 3, 23, "var.days"))
    assert [marked(each)[::3] for each in top.via] == [("infra/plan.json", "30")]
    below = fact(found["module.logs.aws_cloudwatch_log_group.l"], "retention_days")
    assert (below.value, marked(below.place)) == (30, ("infra/main.tf", 7, 12, "var.days"))
    assert [marked(each) for each in below.place.through][-1] == ("infra/logs/main.tf", 3, 23, "var.days")


def test_a_plan_counts_before_defaults_and_after_what_is_written_out() -> None:
    config = CONFIG.replace('variable "days" {}', 'variable "days" {\n  default = 400\n}')
    written = config.replace("= var.days\n}\nmodule", "= 90\n}\nmodule")
    for text, wanted in ((config, 30), (written, 90)):
        found = _artifacts({"main.tf": text, "logs/main.tf": CHILD, "plan.json": _of_config(30)})
        assert fact(found["aws_cloudwatch_log_group.l"], "retention_days").value == wanted


def test_a_plan_of_one_environment_says_nothing_of_another() -> None:
    files = {
        "dev/main.tf": CONFIG.replace("./logs", "../logs"),
        "prod/main.tf": CONFIG.replace("./logs", "../logs"),
        "logs/main.tf": CHILD,
    }
    beside = [*read(tree({**files, "dev/plan.json": _of_config(30)}))]
    known = [
        ((each.callers[:1] and each.callers[0].file) or each.file, fact(each, "retention_days").known)
        for each in beside
    ]
    assert sorted(known) == [("dev/main.tf", True)] * 2 + [("prod/main.tf", False)] * 2
    elsewhere = [*read(tree({**files, "plan.json": _of_config(30)}))]
    assert [fact(each, "retention_days").known for each in elsewhere] == [False] * 4


def test_a_plan_of_something_else_is_judged_by_itself() -> None:
    other = 'resource "aws_sagemaker_endpoint" "e" {}\n'
    found = _artifacts({"main.tf": other, "plan.json": _of_config(30)})
    assert {name for name, each in found.items() if each.file == "plan.json"} == {
        "aws_cloudwatch_log_group.l",
        "module.logs.aws_cloudwatch_log_group.l",
    }


def test_instances_that_differ_say_nothing_together() -> None:
    config = 'resource "aws_cloudwatch_log_group" "l" {\n  for_each = var.x\n  retention_in_days = each.value\n}\n'
    said = {
        "resources": [
            {
                "address": "aws_cloudwatch_log_group.l",
                "mode": "managed",
                "type": "aws_cloudwatch_log_group",
                "name": "l",
            }
        ]
    }
    for one, other, known in ((30, 30, True), (30, 40, False)):
        resources = [
            _resource('aws_cloudwatch_log_group.l["a"]', {"retention_in_days": one}, index="a"),
            _resource('aws_cloudwatch_log_group.l["b"]', {"retention_in_days": other}, index="b"),
        ]
        found = _artifacts({"main.tf": config, "plan.json": _plan(resources, said)})
        assert fact(found["aws_cloudwatch_log_group.l"], "retention_days").known is known


def test_tags_that_only_the_plan_knows_are_statements_of_the_configuration() -> None:
    config = 'resource "aws_sagemaker_endpoint" "e" {\n  tags = merge(var.a, { team = "x" })\n}\n'
    said = {
        "resources": [
            {"address": "aws_sagemaker_endpoint.e", "mode": "managed", "type": "aws_sagemaker_endpoint", "name": "e"}
        ]
    }
    resources = [_resource("aws_sagemaker_endpoint.e", {"tags": {"aiact:risk-class": "minimal", "team": "x"}})]
    (artifact,) = _artifacts({"main.tf": config, "plan.json": _plan(resources, said)}).values()
    (statement,) = artifact.statements
    assert (statement.value.value, statement.value.origin) == ("minimal", Origin.DERIVED)
    assert marked(statement.value.place)[:3] == ("main.tf", 2, 10)
    assert [marked(each)[::3] for each in statement.value.via] == [("plan.json", '"minimal"')]


def test_a_module_whose_files_are_not_there_is_judged_by_the_plan_and_named_by_its_call() -> None:
    config = 'module "logs" {\n  source = "acme/logs/aws"\n  days = 5\n}\n'
    said = {"module_calls": {"logs": {"source": "acme/logs/aws", "expressions": {"days": {"constant_value": 5}}}}}
    child = {"address": "module.logs", "resources": [_resource("module.logs.aws_sagemaker_endpoint.e", {"name": "cv"})]}
    files = {"main.tf": config, "plan.json": _plan([], said, child_modules=[child])}
    (artifact,) = _artifacts(files).values()
    assert artifact.name == "module.logs.aws_sagemaker_endpoint.e"
    assert [marked(each) for each in artifact.callers] == [("main.tf", 1, 8, '"logs"')]
    assert marked(artifact.place) == ("main.tf", 1, 8, '"logs"')
    assert [marked(each)[::3] for each in artifact.place.through] == [("plan.json", '"e"')]


# --- whatever a file holds

_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 5)
    | st.sampled_from(["managed", "a", "module.x", "module.x[0]", "var.a"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "resources",
                    "child_modules",
                    "address",
                    "values",
                    "sensitive_values",
                    "mode",
                    "type",
                    "name",
                    "index",
                    "references",
                    "expressions",
                    "module",
                    "module_calls",
                    "variables",
                    "outputs",
                    "root_module",
                    "change",
                    "after_unknown",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=25,
)


@given(_JSON, _JSON, _JSON)
def test_no_plan_raises(root: object, changes: object, configuration: object) -> None:
    data = {
        "format_version": "1.2",
        "planned_values": {"root_module": root},
        "resource_changes": changes,
        "configuration": {"root_module": configuration},
    }
    text = json.dumps(data)
    for artifact in read(tree({"plan.json": text})):
        assert artifact.place.span.start <= artifact.place.span.end
    list(read(tree({"plan.json": text, "main.tf": CONFIG})))


@given(
    st.dictionaries(
        st.sampled_from(["a", "b", "c"]), st.sampled_from(["s3cret", ["s3cret", 1], {"x": "s3cret"}]), min_size=1
    ),
    st.booleans(),
)
def test_no_sensitive_value_is_shown(values: dict[str, object], indented: bool) -> None:
    resource = _resource("aws_s3_bucket.b", values, sensitive_values=dict.fromkeys(values, True))
    text = _plan([resource], {"variables": {"s": {"default": "s3cret"}}})
    document = json_.parse(
        SourceFile("plan.json", (text if indented else json.dumps(json.loads(text))).encode())
    ).documents[0]
    shown = readable(document)
    assert "s3cret" not in shown.source.text
    assert "s3cret" not in str(shown.get(("planned_values",)))
