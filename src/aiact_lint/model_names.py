"""The names under which a model may be known, from the many ways in which files refer to it.

The normal form is `name` or `org/name`: lower case, words joined by dashes, without scheme, bucket, version, revision,
digest and file ending, and without path segments that name no model (`models`, `latest`, `v3`).
"""

from __future__ import annotations

import re

from aiact_lint.lazy_pattern import compile_later

_MAX_LENGTH = 1024
"""Longer than any model id or storage location; such a text is none."""

_SCHEME = compile_later(r"^([a-z][a-z0-9+.-]{0,20}):/{1,3}", re.IGNORECASE)
_HOSTED = frozenset(("hf", "models", "ollama", "file", "kaggle", "modelscope", "ms"))
"""Schemes that are followed by the model's own path; after others comes a bucket, volume, registry or host."""
_MODEL_HOSTS = frozenset(("huggingface.co", "hf.co", "www.modelscope.cn", "modelscope.cn"))
_DIGEST = compile_later(r"@(sha256:)?[^/@]*$")
_REVISION = compile_later(r":[^/:]*$")
_ENDING = compile_later(
    r"\.(tar|tgz|gz|zip|bz2|xz|mar|onnx|pt|pth|ckpt|bin|safetensors|gguf|ggml|pkl|pickle|joblib|h5|hdf5|keras|pb|tflite"
    r"|engine|plan|bst|ubj|json|pmml|nemo|mlmodel|model|txt)$",
    re.IGNORECASE,
)
_VERSION = compile_later(
    r"^(v(er(sion)?)?[-_.]?)?\d+([-_.]\d+)*$|^[0-9a-f]{12,64}$|^(rev|version|checkpoint|step|epoch)[-_=]?\d+$"
)
_VERSION_SUFFIX = compile_later(r"[-.]v\d+(\.\d+)*$")
_GENERIC = frozenset(
    """
    model models latest current main master default prod production staging stage dev test release releases
    checkpoint checkpoints ckpt ckpts artifact artifacts output outputs out weights weight saved-model
    savedmodel snapshots snapshot blobs refs resolve blob raw tree export exports serving servable repository
    model-repository mnt data opt srv home app root workspace storage cache .cache hub huggingface tmp var lib
    usr share pytorch-model tf-model inference training train best final bundle package archive
    """.split()  # noqa: SIM905  # a hundred lines otherwise
)


def model_keys(raw: str) -> tuple[str, ...]:
    """Candidate names of the model that a reference means, most specific first; () where it names none.

    `hf://acme/cv-screener:main` gives `acme/cv-screener`, `cv-screener`;
    `s3://bucket/models/cv-screener/v3/model.tar.gz` gives `cv-screener`; `gs://b/cv-screener/xgb.json` gives
    `cv-screener/xgb`, `xgb`, `cv-screener`, because the folder of a file may be what bears the name.
    """
    segments, has_file = _segments(raw)
    if not segments:
        return ()
    last = segments[-1]
    found = []
    if len(segments) > 1:
        found.append(f"{segments[-2]}/{last}")
    found.append(last)
    shorter = _VERSION_SUFFIX.sub("", last)
    if shorter != last:
        found += [f"{segments[-2]}/{shorter}"] if len(segments) > 1 else []
        found.append(shorter)
    if has_file and len(segments) > 1:
        found.append(segments[-2])
    return tuple(dict.fromkeys(found))


def _segments(raw: str) -> tuple[list[str], bool]:
    """The path segments that may name the model, in normal form, and whether the last is a file's."""
    text = raw.strip()
    if not text or len(text) > _MAX_LENGTH or any(char in text for char in "\n\r\t"):
        return [], False
    top, path = _without_scheme(text.partition("?")[0].partition("#")[0])
    path = _DIGEST.sub("", path.rstrip("/"))
    path = _REVISION.sub("", path)
    has_file = False
    segments = []
    for part in path.split("/"):
        stem, is_file = _stem(part)
        # a cached Hub repository is a folder `models--org--name`
        names = stem.split("--")[1:] if stem.startswith("models--") else [stem]
        kept = [_normal(each) for each in names if _names_something(each)]
        if kept:
            segments += kept
            has_file = is_file
    if not segments and top and _names_something(top):
        segments = [_normal(top)]
    return segments, has_file


def _without_scheme(text: str) -> tuple[str, str]:
    """The bucket, volume or host of a location ("" where there is none), and the path after it."""
    match = _SCHEME.match(text)
    if match is None:
        return "", text
    scheme, rest = match[1].lower(), text[match.end() :]
    if scheme in _HOSTED:
        return "", rest
    top, _, path = rest.partition("/")
    host = top.lower()
    if host in _MODEL_HOSTS:
        return "", "/".join(path.split("/")[:2])
    return ("" if scheme in ("http", "https") else top), path


def _stem(part: str) -> tuple[str, bool]:
    stem = part
    while (shorter := _ENDING.sub("", stem)) != stem:
        stem = shorter
    return stem, stem != part


def _normal(name: str) -> str:
    return name.strip().lower().replace("_", "-").replace(" ", "-").strip("-")


def _names_something(name: str) -> bool:
    """Whether a path segment may name a model: not empty, not generic, no version, and known in full."""
    normal = _normal(name)
    if not normal or normal in (".", "..", "~") or any(char in normal for char in "${}<>*:\\"):
        return False
    return normal not in _GENERIC and not _VERSION.match(normal) and any(char.isalpha() for char in normal)
