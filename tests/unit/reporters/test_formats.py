import subprocess
import sys

from aiact_lint.plugins import manager, reporters


def test_one_format_is_for_people_the_others_for_programs() -> None:
    found = reporters(manager(installed=False))
    assert {name for name, each in found.items() if not each.machine} == {"text"}
    assert list(found) == ["text", "json", "sarif", "github", "gitlab", "junit", "markdown", "html"]


def test_a_format_is_imported_only_when_it_is_rendered() -> None:
    code = (
        "import sys; from aiact_lint.plugins import manager, reporters; reporters(manager(installed=False));"
        "print([name for name in sys.modules if name.startswith('aiact_lint.reporters.')])"
    )
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout
    assert printed.strip() == "[]"
