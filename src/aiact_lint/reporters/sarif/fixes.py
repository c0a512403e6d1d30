"""Ways to mend a finding as SARIF fixes: what is cut out of each file, in UTF-16 columns, and what replaces it."""

from __future__ import annotations

from collections.abc import Sequence

import sarif_om

from aiact_lint.finding import Edit, Fix
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.reporters.sarif.messages import note
from aiact_lint.reporters.sarif.places import Places

_KEEPS = "safe: what the files say stays the same"
_CHANGES = "unsafe: it changes what the files say"


@dataclass(frozen=True, slots=True)
class Fixes:
    """Makes fixes; a tool that applies one has to apply all of its changes."""

    places: Places

    def fix(self, fix: Fix) -> sarif_om.Fix:
        """One fix, whose edits may stand in several files."""
        by_path: dict[str, list[Edit]] = {}
        for edit in fix.edits:
            by_path.setdefault(edit.path, []).append(edit)
        return sarif_om.Fix(
            description=note(f"{fix.description.rstrip('.')} ({_KEEPS if fix.safe else _CHANGES})"),
            artifact_changes=[self._change(path, edits) for path, edits in sorted(by_path.items())],
            properties={"safe": fix.safe},
        )

    def _change(self, path: str, edits: Sequence[Edit]) -> sarif_om.ArtifactChange:
        in_order = sorted(edits, key=lambda edit: (edit.start, edit.end))
        return sarif_om.ArtifactChange(
            artifact_location=self.places.artifact(path), replacements=[_replacement(edit) for edit in in_order]
        )


def _replacement(edit: Edit) -> sarif_om.Replacement:
    """Regions are those of the file as it was, whatever else is replaced; an empty one is where text is inserted."""
    region = edit.region
    return sarif_om.Replacement(
        deleted_region=sarif_om.Region(
            start_line=region.line,
            start_column=region.utf16_column,
            end_line=region.end_line,
            end_column=region.utf16_end_column,
        ),
        inserted_content=sarif_om.ArtifactContent(text=edit.text) if edit.text else None,
    )
