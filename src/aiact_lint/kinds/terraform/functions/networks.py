"""Functions of network addresses."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from typing import TypeAlias

from aiact_lint.kinds.terraform.functions.signature import TEXTS, Function, plain
from aiact_lint.kinds.terraform.numbers import Number
from aiact_lint.kinds.terraform.resolved import Fails
from aiact_lint.kinds.terraform.types import NUMBER, STRING

_Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network
_WRITTEN = re.compile(r"[0-9a-fA-F.:]{2,45}/[0-9]{1,3}")


def _network(prefix: str) -> _Network:
    if not _WRITTEN.fullmatch(prefix):
        raise Fails
    try:
        return ipaddress.ip_network(prefix, strict=False)
    except ValueError:
        raise Fails from None


def _whole(value: Number) -> int:
    if not isinstance(value, int):
        raise Fails
    return value


def _cidrhost(prefix: str, number: Number) -> str:
    network, host = _network(prefix), _whole(number)
    at = host if host >= 0 else network.num_addresses + host
    if not 0 <= at < network.num_addresses:
        raise Fails
    return str(network[at])


def _cidrnetmask(prefix: str) -> str:
    network = _network(prefix)
    if network.version != 4:
        raise Fails
    return str(network.netmask)


def _subnet(network: _Network, bits: int, number: int) -> str:
    length = network.prefixlen + bits
    if bits < 0 or length > network.max_prefixlen or not 0 <= number < 1 << bits:
        raise Fails
    start = int(network.network_address) + (number << (network.max_prefixlen - length))
    return f"{type(network.network_address)(start)}/{length}"


def _cidrsubnet(prefix: str, bits: Number, number: Number) -> str:
    return _subnet(_network(prefix), _whole(bits), _whole(number))


def _cidrsubnets(prefix: str, *bits: Number) -> list[str]:
    """Subnets of several sizes, one after the other."""
    network = _network(prefix)
    at, found = 0, []
    for each in bits:
        length = network.prefixlen + _whole(each)
        if not network.prefixlen < length <= network.max_prefixlen:
            raise Fails
        size = 1 << (network.max_prefixlen - length)
        at = -(-at // size) * size
        if at + size > network.num_addresses:
            raise Fails
        found.append(f"{type(network.network_address)(int(network.network_address) + at)}/{length}")
        at += size
    return found


FUNCTIONS: Mapping[str, Function] = {
    "cidrhost": plain(_cidrhost, STRING, STRING, NUMBER),
    "cidrnetmask": plain(_cidrnetmask, STRING, STRING),
    "cidrsubnet": plain(_cidrsubnet, STRING, STRING, NUMBER, NUMBER),
    "cidrsubnets": plain(_cidrsubnets, TEXTS, STRING, more=NUMBER),
}
