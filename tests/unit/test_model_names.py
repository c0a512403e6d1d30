import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiact_lint.model_names import model_keys


@pytest.mark.parametrize(
    ("raw", "keys"),
    [
        ("acme/cv-screener", ("acme/cv-screener", "cv-screener")),
        ("hf://acme/CV_Screener:main", ("acme/cv-screener", "cv-screener")),
        ("hf://acme/cv-screener@0123456789abcdef", ("acme/cv-screener", "cv-screener")),
        ("https://huggingface.co/acme/cv-screener/resolve/main/model.onnx", ("acme/cv-screener", "cv-screener")),
        ("/root/.cache/huggingface/hub/models--acme--cv/snapshots/0123456789abcdef", ("acme/cv", "cv")),
        ("s3://bucket/models/cv-screener/v3/model.tar.gz", ("cv-screener",)),
        ("s3://bucket/recruiting/cv-screener/1.2.0", ("recruiting/cv-screener", "cv-screener")),
        ("gs://examples/models/sklearn/1.0/model", ("sklearn",)),
        ("gs://b/cv-screener/xgb.json", ("cv-screener/xgb", "xgb", "cv-screener")),
        ("pvc://claim/cv-screener", ("cv-screener",)),
        ("pvc://cv-screener", ("cv-screener",)),
        ("oci://registry.example.com/acme/cv-screener:v1", ("acme/cv-screener", "cv-screener")),
        ("models:/fraud-detector/Production", ("fraud-detector",)),
        ("models:/fraud/3", ("fraud",)),
        ("/mnt/models/fraud/1", ("fraud",)),
        ("cv-screener-v3", ("cv-screener-v3", "cv-screener")),
        ("acme/cv-v2.1", ("acme/cv-v2.1", "cv-v2.1", "acme/cv", "cv")),
        ("llama3:8b", ("llama3",)),
        ("meta-llama/Llama-3.1-8B-Instruct", ("meta-llama/llama-3.1-8b-instruct", "llama-3.1-8b-instruct")),
        ("bert-base-uncased", ("bert-base-uncased",)),
        (
            "arn:aws:bedrock:eu-west-1::foundation-model/anthropic.claude-v2:1",
            ("anthropic.claude-v2", "anthropic.claude"),
        ),
        ("s3://${var.bucket}/cv/model.tar.gz", ("cv",)),
    ],
)
def test_candidates_most_specific_first(raw: str, keys: tuple[str, ...]) -> None:
    assert model_keys(raw) == keys


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "model",
        "/mnt/models",
        "latest",
        "v3",
        "3",
        "model.tar.gz",
        "${var.x}",
        "{{ .Values.model }}",
        "a\nb",
        "x" * 2000,
        "/",
    ],
)
def test_what_names_no_model(raw: str) -> None:
    assert model_keys(raw) == ()


@given(st.text(max_size=200))
def test_any_text_is_fine_and_candidates_are_normal(raw: str) -> None:
    for key in model_keys(raw):
        assert key == key.lower()
        assert key.count("/") <= 1
        assert not any(char in key for char in " _{}$")


@given(st.from_regex(r"[a-z]{2,8}(/[a-z]{2,8})?", fullmatch=True))
def test_a_candidate_is_its_own_first_candidate(name: str) -> None:
    for key in model_keys(name):
        assert model_keys(key)[:1] == (key,)
