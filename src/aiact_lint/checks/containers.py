"""AIA711 and AIA713 to AIA715: containers and their surroundings, as far as manifests show them (Art 15(5))."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aiact_lint.lazy_pattern import compile_later
from aiact_lint.rule import Problem, Scope, Unresolved
from aiact_lint.subjects import Origin, Place, Subject, SubjectKind, Value
from aiact_lint.system import System

_SECRET = compile_later(
    r"(?:^|_)(?:SECRET|PASSWORD|PASSWD|PASSPHRASE|TOKEN|API_?KEY|APIKEY|ACCESS_KEY|PRIVATE_KEY|CREDENTIALS?)"
    r"(?:_(?:ID|VALUE))?$",
    re.IGNORECASE,
)
_NO_SECRET = compile_later(
    r"(?:MAX|MIN|NUM|PAD|EOS|BOS|STOP|START|END|NEW|TOTAL|ACCESS_KEY)_?(?:_TOKENS?|_ID)$", re.IGNORECASE
)
_STANDS_FOR_ONE = compile_later(
    r"\W*|<.*>|\$.*|.*\{\{.*|/.*|.*://.*|(?:true|false|none|null|empty|dummy|test|example|change[-_ ]?me|your[-_ ].*|x+"
    r"|todo|placeholder|not[-_ ]?needed|file:.*|vault:.*|arn:.*|projects/.*)",
    re.IGNORECASE,
)
_DIGEST = compile_later(r"@sha(?:256|512):[0-9a-f]+$")
_POLICIES = ("NetworkPolicy/", "CiliumNetworkPolicy/", "CiliumClusterwideNetworkPolicy/", "GlobalNetworkPolicy/",
             "AuthorizationPolicy/", "AdminNetworkPolicy/")  # fmt: skip
_SERVING = frozenset(("Deployment", "StatefulSet", "ReplicaSet", "Rollout", "DaemonSet", "Pod"))


def pinned_images(scope: Scope) -> Iterator[Problem | Unresolved]:
    """Images of the artifacts that serve the model, each once; what else belongs to the system is not asked."""
    seen: set[str] = set()
    for subject in _serving_containers(scope.system):
        image = subject.facts.get("image")
        if image is None or not isinstance(image.value, str):
            continue
        if not image.known:
            yield Unresolved(image.place, f"the value of '{image.value}' is not in the files")
        elif not _DIGEST.search(image.value) and image.value not in seen:
            seen.add(image.value)
            related = tuple((place, "written here") for place in image.via)
            yield Problem(image.place, scope.rule.message.replace("{image}", image.value), related=related)


def hardening(scope: Scope) -> Iterator[Problem | Unresolved]:
    """A container that runs as root or may write its own files, in manifests that say how it runs."""
    for subject in _serving_containers(scope.system):
        if subject.place.document.language not in ("yaml", "json") or "image" not in subject.facts:
            continue  # a cloud's managed container takes neither setting
        flaws = [*_root(subject), *_writable(subject)]
        unknown = next((each for each in flaws if isinstance(each, Value)), None)
        certain = [each for each in flaws if isinstance(each, str)]
        if certain:
            message = scope.rule.message.replace("{name}", subject.name).replace("{flaws}", " and ".join(certain))
            yield Problem(subject.place, message)
        elif unknown is not None:
            yield Unresolved(unknown.place, f"the value of '{unknown.value}' is not in the files")


def _serving_containers(system: System) -> Iterator[Subject]:
    for artifact in system.artifacts:
        if artifact.ai is not None:
            yield from (each for each in artifact.subjects if each.kind is SubjectKind.CONTAINER)


def _root(subject: Subject) -> Iterator[str | Value]:
    flag, user = subject.facts.get("run_as_non_root"), subject.facts.get("run_as_user")
    for value in (flag, user):
        if value is not None and not value.known:
            yield value
            return
    if flag is not None and flag.value is True:
        return
    if user is None or str(user.value).partition(":")[0] in ("0", "root", ""):
        yield "nothing keeps it from running as root"


def _writable(subject: Subject) -> Iterator[str | Value]:
    flag = subject.facts.get("read_only_root")
    if flag is not None and not flag.known:
        yield flag
    elif flag is None or flag.value is not True:
        yield "its root file system can be written"


def plain_secrets(scope: Scope) -> Iterator[Problem]:
    """A password, token or key that stands in the file itself; its value is never shown in the message."""
    for fact, value in scope.subject.facts.items():
        prefix, _, name = fact.partition(".")
        if prefix != "env" or value.origin is not Origin.STATED or not _SECRET.search(name) or _NO_SECRET.search(name):
            continue
        written = str(value.value).strip()
        if not _STANDS_FOR_ONE.fullmatch(written):
            yield Problem(_name_of(value.place), scope.rule.message.replace("{variable}", name))


def _name_of(value: Place) -> Place:
    """The name of an environment variable rather than its value, which reports should not print."""
    path, document = value.path, value.document
    if path and path[-1] == "value" and (*path[:-1], "name") in document.values:
        return Place(document, (*path[:-1], "name"))
    return Place(document, path, on_key=True, exact=None) if path in document.keys else value


def network_policy(scope: Scope) -> Iterator[Problem]:
    """A serving workload in manifests that hold no policy of any kind about who may reach it."""
    repository, system = scope.repository, scope.system
    if any(anchor.startswith(_POLICIES) for anchors in repository.anchors.values() for anchor in anchors):
        return
    for artifact in system.artifacts:
        if (
            artifact.kind == "kubernetes"
            and artifact.ai is not None
            and any(_serves(each) for each in artifact.subjects)
        ):
            yield Problem(artifact.place, scope.rule.message.replace("{name}", artifact.name))
            return


def _serves(subject: Subject) -> bool:
    if subject.kind is SubjectKind.ENDPOINT:
        return True
    kind = subject.facts.get("kind")
    return subject.kind is SubjectKind.WORKLOAD and kind is not None and kind.value in _SERVING
