import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiact_lint.keys import KEYS, KeyType, joined_key, kebab, nested_key, plain, type_of


def test_no_two_keys_are_the_same_once_joined() -> None:
    joined = [plain(key) for key in KEYS]
    assert sorted(set(joined)) == sorted(joined)


@pytest.mark.parametrize("key", KEYS)
def test_every_key_is_found_by_its_joined_name(key: str) -> None:
    assert joined_key(key.replace(".", "-")) == key
    assert joined_key(key.replace(".", "_").replace("-", "_").upper()) == key


@pytest.mark.parametrize("key", KEYS)
def test_every_key_is_found_step_by_step(key: str) -> None:
    above = ""
    for step in key.split("."):
        above = nested_key(above, step.replace("-", "_"))
    assert above == key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("risk-class", "risk-class"),
        ("annex-iii", "annex-iii"),
        ("model-version", "model-version"),
        ("placed-on-market", "placed-on-market"),
        ("conformity-route", "conformity.route"),
        ("oversight-stop-function", "oversight.stop-function"),
        ("oversight-confidence-threshold-value", "oversight.confidence-threshold.value"),
        ("registration-reference", "registration.reference"),
        ("logging-retention-days", "logging.retention-days"),
        ("gpai-model-training-summary", "gpai-model.training-summary"),
        ("risk_classification", "risk-class"),
        ("oversight-nonsense-here", "oversight.nonsense-here"),
        ("oversight-stop-function-nonsense", "oversight.stop-function.nonsense"),
        ("RiskKlass", "risk-klass"),
    ],
)
def test_joined_names(name: str, key: str) -> None:
    assert joined_key(name) == key


def test_an_unknown_entry_stays_under_its_block() -> None:
    assert nested_key("oversight", "stopButton") == "oversight.stop-button"
    assert nested_key("", "annex_iii_category") == "annex-iii"
    assert nested_key("oversight", "risk_class") == "oversight.risk-class"
    assert type_of("oversight.risk-class") is None


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("AiActRiskClass", "ai-act-risk-class"),
        ("annexIII", "annex-iii"),
        ("CVScreener", "cv-screener"),
        ("stop_function", "stop-function"),
        ("a.b:c/d e", "a-b-c-d-e"),
        ("v2Model", "v2-model"),
        ("größe", "größe"),
    ],
)
def test_words_of_a_name(name: str, words: str) -> None:
    assert kebab(name) == words


def test_lists_and_scalars_by_type() -> None:
    assert {key for key, kind in KEYS.items() if kind.is_list} >= {"role", "annex-iii", "artifacts", "oversight.people"}
    assert KEYS["logging.retention-days"] is KeyType.NUMBER
    assert not KEYS["risk-class"].is_list


@given(st.text(max_size=60))
def test_any_name_has_a_key(name: str) -> None:
    assert isinstance(joined_key(name), str)
    assert nested_key("oversight", name).startswith("oversight.")
