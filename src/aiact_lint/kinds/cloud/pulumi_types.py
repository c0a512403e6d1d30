"""Resource types under Pulumi's names: its providers are made from Terraform's, from CloudFormation's and Azure's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from types import MappingProxyType

from aiact_lint.kinds.cloud.types import CloudType, arm_types, cloud_type, cloudformation_types, folded, section
from aiact_lint.kinds.resource_types import AZAPI, resource_types

_TERRAFORM = {"gcp": "google", "azure": "azurerm"}
_PROPERTIES = "properties."


def pulumi_type(token: str) -> CloudType | None:
    """The entry for a type token: `aws:sagemaker:Endpoint`, `azure-native:cognitiveservices:Account`."""
    provider, _, rest = token.partition(":")
    module, _, name = rest.rpartition(":")
    module = module.partition("/")[0]
    if provider == "aws-native":
        return _aws_native().get(folded(f"{module}{name}"))
    if provider == "azure-native":
        return _azure_native().get(folded(f"{module}:{name}"))
    return _of_terraform().get(folded(f"{_TERRAFORM.get(provider, provider)}{module}{name}"))


@cache
def _of_terraform() -> Mapping[str, CloudType]:
    """Types of providers made from Terraform's, by folded words: `awssagemakerendpoint`."""
    names = [name for name in resource_types() if not name.startswith(AZAPI)]
    found = {folded(name): cloud_type(name, {"as": name}) for name in names}
    for token, entry in section("pulumi").items():
        provider, module, name = token.split(":")
        found[folded(f"{_TERRAFORM.get(provider, provider)}{module}{name}")] = cloud_type(token, entry)
    return MappingProxyType(found)


@cache
def _aws_native() -> Mapping[str, CloudType]:
    """Types made from CloudFormation's, by folded words without the vendor: `sagemakerendpoint`."""
    types = cloudformation_types().items()
    return MappingProxyType({folded("".join(name.split("::")[1:])): each for name, each in types})


@cache
def _azure_native() -> Mapping[str, CloudType]:
    """Types made from Azure's, by folded module and name: `cognitiveservices:account`."""
    found = {}
    for name, each in arm_types().items():
        namespace, _, path = name.partition("/")
        found[f"{namespace.removeprefix('microsoft.')}:{_one(path.rpartition('/')[2])}"] = _flat(each)
    for token, entry in section("azure-native").items():
        found[folded(token)] = _flat(arm_types()[str(entry["as"]).lower()])
    return MappingProxyType(found)


def _one(plural: str) -> str:
    """The name of one of many: `accounts`, `raipolicies`."""
    return f"{plural[:-3]}y" if plural.endswith("ies") else plural.removesuffix("s")


def _flat(kind: CloudType) -> CloudType:
    """An entry whose attributes may also stand without `properties` around them."""
    of = kind.type
    return replace(
        kind,
        type=replace(
            of,
            facts={fact: _both(paths) for fact, paths in of.facts.items()},
            present={fact: path.removeprefix(_PROPERTIES) for fact, path in of.present.items()},
            models=_both(of.models),
            names=_both(of.names),
            descriptions=_both(of.descriptions),
            prompts=_both(of.prompts),
            containers=_both(of.containers),
            attaches=_both(of.attaches),
        ),
    )


def _both(paths: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for path in paths for each in (path, path.removeprefix(_PROPERTIES))))
