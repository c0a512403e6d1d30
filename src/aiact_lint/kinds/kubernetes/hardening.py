"""How a container is secured and kept alive, as its pod spec says it."""

from __future__ import annotations

from collections.abc import Iterator

from aiact_lint.kinds.cursor import Cursor
from aiact_lint.subjects import Value

_OF_CONTAINER = {
    "privileged": "privileged",
    "allow_privilege_escalation": "allowPrivilegeEscalation",
    "read_only_root": "readOnlyRootFilesystem",
}
_OF_BOTH = {"run_as_non_root": "runAsNonRoot", "run_as_user": "runAsUser"}
"""What a container takes from its pod unless it says otherwise itself."""
_PROBES = {"liveness": "livenessProbe", "readiness": "readinessProbe"}
_HOST_NAMESPACES = ("hostNetwork", "hostPID", "hostIPC")


def hardening(at: Cursor, pod: Cursor | None) -> dict[str, Value]:
    """Facts of one container mapping; absent where nothing is said.

    `privileged`, `allow_privilege_escalation`, `read_only_root` and `run_as_non_root` are booleans, `run_as_user` is a
    number; `host_namespaces`, `liveness`, `readiness` and `limits` are True where they are set.
    """
    own = at.at("securityContext")
    shared = pod.at("securityContext") if pod is not None else own
    facts = dict(_scalars(own, _OF_CONTAINER))
    facts.update(_scalars(shared, _OF_BOTH))
    facts.update(_scalars(own, _OF_BOTH))
    for name, key in _PROBES.items():
        if (probe := at.at(key).presence()) is not None:
            facts[name] = probe
    if (limits := at.at("resources", "limits").presence()) is not None:
        facts["limits"] = limits
    for key in _HOST_NAMESPACES if pod is not None else ():
        if pod is not None and pod.at(key).data is True:
            facts.setdefault("host_namespaces", pod.at(key).value())
    return facts


def _scalars(at: Cursor, keys: dict[str, str]) -> Iterator[tuple[str, Value]]:
    for name, key in keys.items():
        if isinstance(at.at(key).data, bool | int | str):
            yield name, at.at(key).value()
