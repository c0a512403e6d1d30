"""Kubernetes objects in YAML and JSON documents, whatever shape the document has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aiact_lint.document import Document
from aiact_lint.kinds.ansible_tasks import definitions
from aiact_lint.kinds.cursor import Cursor
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.subjects import Place

_NOT_OBJECTS = ("kustomize.config.k8s.io", "skaffold", "kind.x-k8s.io", "eksctl.io", "audit.k8s.io")
"""Groups of files that look like objects and are tools' configuration."""

_MAX_LIST_DEPTH = 3

POD_SPECS = {
    "Pod": ("spec",),
    "PodTemplate": ("template.spec",),
    "Deployment": ("spec.template.spec",),
    "StatefulSet": ("spec.template.spec",),
    "DaemonSet": ("spec.template.spec",),
    "ReplicaSet": ("spec.template.spec",),
    "ReplicationController": ("spec.template.spec",),
    "Job": ("spec.template.spec",),
    "CronJob": ("spec.jobTemplate.spec.template.spec",),
    "Rollout": ("spec.template.spec",),
    "Service": ("spec.template.spec",),  # Knative's: the core Service has no template
    "Configuration": ("spec.template.spec",),
    "RayCluster": ("spec.headGroupSpec.template.spec", "spec.workerGroupSpecs.*.template.spec"),
    "RayJob": (
        "spec.rayClusterSpec.headGroupSpec.template.spec",
        "spec.rayClusterSpec.workerGroupSpecs.*.template.spec",
        "spec.submitterPodTemplate.spec",
    ),
    "RayCronJob": (
        "spec.jobTemplate.rayClusterSpec.headGroupSpec.template.spec",
        "spec.jobTemplate.rayClusterSpec.workerGroupSpecs.*.template.spec",
    ),
    "LeaderWorkerSet": (
        "spec.leaderWorkerTemplate.leaderTemplate.spec",
        "spec.leaderWorkerTemplate.workerTemplate.spec",
    ),
}
"""Kinds that run containers, and where their pod specs stand."""

WORKFLOWS = {
    "Workflow": ("spec.templates",),
    "WorkflowTemplate": ("spec.templates",),
    "ClusterWorkflowTemplate": ("spec.templates",),
    "CronWorkflow": ("spec.workflowSpec.templates",),
}
"""Kinds of Argo Workflows, and where the templates of their steps stand: each with a `container` or a `script`."""
_WORKFLOW_GROUP = "argoproj.io"

RUNTIMES = {
    "ServingRuntime": ("spec",),
    "ClusterServingRuntime": ("spec",),
    "LLMInferenceServiceConfig": ("spec.template",),
}
"""Kinds that say how models are served but serve none until an endpoint names them."""


@dataclass(frozen=True, slots=True, eq=False)
class Object:
    """One Kubernetes object."""

    top: Cursor
    group: str
    """API group without version, "" for the core group."""
    kind: str
    name: str
    """`metadata.name`, else `metadata.generateName`, else ""."""
    place: Place
    """The name, else the kind."""

    @property
    def document(self) -> Document:
        return self.top.document

    @property
    def anchor(self) -> str:
        return f"{self.kind}/{self.name}"

    @property
    def type(self) -> str:
        """`group/Kind`."""
        return f"{self.group}/{self.kind}"

    @property
    def pod_specs(self) -> Iterator[Cursor]:
        """Pod specs of a built-in kind (and of the serving runtimes)."""
        for path in (*POD_SPECS.get(self.kind, ()), *RUNTIMES.get(self.kind, ())):
            yield from self.top.find(path)

    @property
    def steps(self) -> Iterator[Cursor]:
        """The containers of a workflow's steps, each a mapping that stands alone."""
        for path in WORKFLOWS.get(self.kind, ()) if self.group == _WORKFLOW_GROUP else ():
            for part in ("container", "script"):
                yield from (each for each in self.top.find(f"{path}.*.{part}") if isinstance(each.data, dict))

    @property
    def is_workload(self) -> bool:
        if any(True for _ in self.steps):
            return True
        return self.kind in POD_SPECS and any(True for _ in self.pod_specs)

    @property
    def metadata(self) -> Iterator[Cursor]:
        """Its own metadata, then its pod templates'."""
        yield self.top.at("metadata")
        for path in POD_SPECS.get(self.kind, ()):
            above, _, last = path.rpartition(".")
            if above and last == "spec":
                yield from self.top.find(f"{above}.metadata")
        if self.kind == "CronJob":
            yield self.top.at("spec", "jobTemplate", "metadata")


def is_manifest(document: Document) -> bool:
    """Whether a document is a Kubernetes object or a list of them."""
    data = document.data
    if document.language not in ("yaml", "json") or not isinstance(data, dict):
        return False
    version, kind = data.get("apiVersion"), data.get("kind")
    if not isinstance(version, str) or not isinstance(kind, str):
        return False
    return kind != "CustomResourceDefinition" and not version.startswith(_NOT_OBJECTS)


def holds_objects(document: Document) -> bool:
    """Whether a document is an object or a list of them, or applies some in Ansible's tasks."""
    return is_manifest(document) or any(isinstance(each.data, dict) for each in definitions(document))


def objects(documents: Sequence[Document]) -> Iterator[Object]:
    """All objects of some documents, lists expanded."""
    for document in documents:
        if is_manifest(document):
            yield from _expand(Cursor.top(document), _MAX_LIST_DEPTH)
        for definition in definitions(document):
            if definition.at("apiVersion").text:
                yield from _expand(definition, _MAX_LIST_DEPTH)


def _expand(top: Cursor, depth: int) -> Iterator[Object]:
    version, kind = top.at("apiVersion").text, top.at("kind").text
    items = top.at("items")
    if kind.endswith("List") and isinstance(items.data, list):
        if depth:
            for item in items.items():
                yield from _expand(item, depth - 1)
        return
    if not kind or kind == "CustomResourceDefinition":
        return
    named = next((each for each in (top.at("metadata", "name"), top.at("metadata", "generateName")) if each.text), None)
    group = version.rpartition("/")[0]
    name, place = (named.text, named.place) if named else ("", top.at("kind").place)
    yield Object(top, group, kind, name, place)
