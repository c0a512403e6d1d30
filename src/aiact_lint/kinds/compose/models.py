"""Models that Compose runs (`models:`), and what services say of them."""

from __future__ import annotations

from collections.abc import Iterator

from aiact_lint.kinds.compose.layers import Layers
from aiact_lint.kinds.compose.project import Project, Service
from aiact_lint.kinds.cursor import Cursor
from aiact_lint.subjects import Artifact, Origin, Reference, ReferenceKind, Subject, SubjectKind, Text, TextRole, Value


def model_artifacts(project: Project) -> Iterator[Artifact]:
    """One artifact per top-level model."""
    for name, layers in project.models():
        yield _model(name, layers, project)


def _model(name: str, layers: Layers, project: Project) -> Artifact:
    """A model that Compose runs for the services that ask for it."""
    own = layers.cursors[-1]
    written = layers.at("model") if isinstance(own.data, dict) else own
    model = filled(written, project) if written.text else None
    named = model is not None and model.known and written.is_known
    return Artifact(
        kind="compose",
        name=name,
        place=own.key_place,
        ai="Compose model",
        anchor=f"models.{name}",
        names=frozenset((f"{ReferenceKind.OBJECT}:{_model_name(project, name)}",)),
        references=(Reference(ReferenceKind.MODEL, str(model.value), model.place),) if named and model else (),
        subjects=(Subject(SubjectKind.ENDPOINT, name, own.key_place, {"storage_uri": model} if model else {}),),
        texts=(Text(TextRole.NAME, own.key_place), *_name_text(model if named else None)),
        files=tuple(sorted({each.document.source.path for each in layers.cursors})),
    )


def filled(at: Cursor, project: Project) -> Value:
    """A scalar with its variables filled in; unknown where a template engine still has to fill it in."""
    found = project.environment.value(at.text, at.place)
    return found if at.is_known else Value(at.text, at.place, Origin.UNKNOWN)


def _name_text(model: Value | None) -> Iterator[Text]:
    if model is not None:
        yield Text(TextRole.NAME, model.place if model.origin is Origin.STATED or not model.via else model.via[-1])


def used_models(service: Service) -> Iterator[Reference]:
    """The models that a service asks for, and the one that it stands for itself (`provider:`)."""
    for models in service.layers.all("models"):
        for item in models.items():
            if item.text:
                yield Reference(ReferenceKind.OBJECT, _model_name(service.project, item.text), item.place)
        for name, model in models.entries():
            yield Reference(ReferenceKind.OBJECT, _model_name(service.project, name), model.key_place)
    provided = service.layers.at("provider", "options", "model")
    if provided.text and is_provider(service):
        value = filled(provided, service.project)
        if value.known:
            yield Reference(ReferenceKind.MODEL, str(value.value), value.place)


def is_provider(service: Service) -> bool:
    """Whether a service is a model that Compose runs, in the older way to say so."""
    return service.layers.at("provider", "type").data == "model"


def _model_name(project: Project, name: str) -> str:
    """How a service's use of a model finds it: within its project only."""
    return f"models/{project.name}#{name}"
