import pytest

from unit.checks.look import findings, messages, report

TOP = "services:\n  scorer:\n    image: {image}\n    labels: {{aiact-lint/risk-class: {risk}}}\n"


def _compose(more: str, image: str = "vllm/vllm-openai:v0.11.0", risk: str = "high-risk") -> dict[str, str]:
    return {"compose.yaml": TOP.format(image=image, risk=risk) + more}


def _env(written: str) -> str:
    return f"    environment: [{written}]\n"


@pytest.mark.parametrize(
    "written",
    [
        "LOG_LEVEL=OFF",
        "VLLM_LOGGING_LEVEL=none",
        "log-level=silent",
        "RUST_LOG=off",
        "DISABLE_REQUEST_LOGGING=1",
        "VLLM_DISABLE_LOG_REQUESTS=true",
        "LOGGING_DISABLED=yes",
        "AUDIT_LOG=false",
        "ENABLE_INFERENCE_LOGGING=0",
        "REQUEST_LOGS_ENABLED=no",
        "LOG_REQUESTS=off",
        "DATA_CAPTURE=disabled",
        "VLLM_CONFIGURE_LOGGING=0",
    ],
)
def test_a_setting_that_switches_logs_off(written: str) -> None:
    (message,) = messages("AIA503", _compose(_env(written)))
    assert f"'{written}'" in message


@pytest.mark.parametrize(
    "written",
    [
        "LOG_LEVEL=error",
        "LOG_LEVEL=0",
        "LOG_FORMAT=off",
        "LOG_FILE=none",
        "ACCESS_LOG=off",
        "DISABLE_ACCESS_LOG=true",
        "DISABLE_LOG_STATS=1",
        "DISABLE_LOG_COLORS=1",
        "DISABLE_REQUEST_LOGGING=false",
        "AUDIT_LOG=true",
        "CATALOG_REQUESTS=off",
        "ISTIO_LOG_LEVEL=off",
    ],
)
def test_a_setting_about_something_else(written: str) -> None:
    assert messages("AIA503", _compose(_env(written))) == []


@pytest.mark.parametrize(
    ("command", "flag"),
    [
        ("--disable-log-requests", "--disable-log-requests"),
        ("serve m --disable-log-requests --port 1", "--disable-log-requests"),
        ("--no-enable-log-requests", "--no-enable-log-requests"),
        ("--log-level off --port 1", "--log-level=off"),
        ("--log-level=none", "--log-level=none"),
        ("--enable-request-logging false", "--enable-request-logging=false"),
    ],
)
def test_a_flag_that_switches_logs_off(command: str, flag: str) -> None:
    (message,) = messages("AIA503", _compose(f"    command: {command}\n"))
    assert f"'{flag}'" in message


@pytest.mark.parametrize(
    "command",
    ["--disable-log-requests=false", "--log-level info", "--disable-log-stats", "--no-access-log", "--log-level --off"],
)
def test_a_flag_about_something_else(command: str) -> None:
    assert messages("AIA503", _compose(f"    command: {command}\n")) == []


def test_the_mark_is_on_the_flag_inside_a_line() -> None:
    found = findings("AIA503", _compose("    command: serve m --disable-log-requests --port 1\n"))
    assert [place for _, place in found] == [("compose.yaml", 5, 22, 44)]


def test_a_line_of_a_file_in_a_config_map() -> None:
    files = {
        "a.yaml": (
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, annotations: {aiact-lint/risk-class: high-risk}}\n"
            'data:\n  a.json: |\n    {\n      "audit_log": false,\n      "audit_log_path": "x"\n    }\n'
        )
    }
    ((message, place),) = findings("AIA503", files)
    assert "audit_log" in message
    assert place == ("a.yaml", 7, 7, 25)


def test_a_switch_is_open_where_the_environment_decides() -> None:
    found = report("AIA503", _compose(_env("AUDIT_LOG")))
    assert found.findings == ()
    assert [(each.location.region.line, each.location.region.column) for each in found.inconclusive] == [(5, 19)]


@pytest.mark.parametrize(
    "written",
    [
        "SAFETY_CHECKER=false",
        "USE_SAFETY_CHECKER=0",
        "DISABLE_SAFETY_CHECKER=1",
        "enable_safety_checker=None",
        "NSFW_FILTER=off",
        "SKIP_NSFW_CHECK=true",
    ],
)
def test_a_checker_that_is_off_speaks_for_itself(written: str) -> None:
    (message,) = messages("AIA212", _compose(_env(written), risk="minimal"))
    assert f"'{written}'" in message


@pytest.mark.parametrize("written", ["CONTENT_FILTER=off", "DISABLE_MODERATION=1", "GUARDRAILS=false"])
def test_a_general_filter_counts_for_generators_only(written: str) -> None:
    assert messages("AIA212", _compose(_env(written), risk="minimal")) == []
    (message,) = messages("AIA212", _compose(_env(written), image="acme/comfyui:1", risk="minimal"))
    assert f"'{written}'" in message


@pytest.mark.parametrize(
    "written",
    ["SAFETY_CHECKER=true", "SAFETY_CHECKER_MODEL=none", "DISABLE_SAFETY_CHECKER=0", "SAFE_MODE=off", "FLUX_CD=1"],
)
def test_a_checker_that_is_on(written: str) -> None:
    assert messages("AIA212", _compose(_env(written), risk="minimal")) == []


@pytest.mark.parametrize("image", ["fluxcd/flux:1", "acme/texttool:1", "acme/explorer-sdk:2"])
def test_what_is_no_generator(image: str) -> None:
    assert messages("AIA212", _compose("", image=image, risk="minimal")) == []


@pytest.mark.parametrize("image", ["acme/sd-webui:1", "acme/flux-dev:1", "acme/stable_diffusion:1", "acme/InvokeAI:5"])
def test_a_generator_without_a_safeguard_is_a_note(image: str) -> None:
    assert [str(each.level) for each in report("AIA212", _compose("", image=image, risk="minimal")).findings] == [
        "note"
    ]


def test_before_december_2026_it_is_a_warning() -> None:
    from datetime import date

    files = _compose(_env("SAFETY_CHECKER=false"), risk="minimal")
    found = report("AIA212", files, date(2026, 12, 1)).findings
    assert [(str(each.state), str(each.applies_from)) for each in found] == [("upcoming", "2026-12-02")]
