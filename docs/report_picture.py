"""Write docs/pictures/report.png: the HTML report on the example, as Chromium shows it; run by hand."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).parent.parent
_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
_AS_OF = "2027-06-10"
"""Within the horizon of the high-risk duties, so that the picture has warnings in it."""


def main() -> int:
    """Render and photograph; 1 where no browser is installed."""
    browser = next((found for name in _NAMES if (found := shutil.which(name))), None)
    if browser is None:
        print(f"none of {', '.join(_NAMES)} is installed")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "report.html"
        lint = [sys.executable, "-m", "aiact_lint", "--as-of", _AS_OF, "--fail-on", "never", "--output", f"html={page}"]
        subprocess.run(  # noqa: S603  # our own command
            lint, cwd=TOP / "examples" / "cv-screener", check=True, stdout=subprocess.DEVNULL
        )
        picture = TOP / "docs" / "pictures" / "report.png"
        shot = ["--headless", "--no-sandbox", "--hide-scrollbars", "--window-size=1100,1480", f"--screenshot={picture}"]
        subprocess.run([browser, *shot, page.as_uri()], check=True, stderr=subprocess.DEVNULL)  # noqa: S603
    return 0


if __name__ == "__main__":
    sys.exit(main())
