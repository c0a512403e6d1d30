"""The Act, ISO/IEC 42001 and NIST AI RMF as SARIF taxonomies, and how rules relate to their entries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

import sarif_om

from aiact_lint import HOMEPAGE
from aiact_lint.lazy_dataclass import dataclass
from aiact_lint.rule import Rule

if TYPE_CHECKING:
    from aiact_lint.law import Taxonomy


@dataclass(frozen=True, slots=True)
class Taxonomies:
    """The taxonomies of a run, with only those entries that one of its rules relates to."""

    tables: tuple[Taxonomy, ...]
    used: tuple[tuple[str, ...], ...]
    """Entries per taxonomy, in its order."""

    @classmethod
    def of(cls, tables: Sequence[Taxonomy], rules: Iterable[Rule]) -> Taxonomies:
        """The taxonomies that have an entry for one of some rules."""
        named = [law_id for rule in rules for law_id in _ids(rule)]
        entries = [(table, table.entries(named)) for table in tables]
        kept = [(table, used) for table, used in entries if used]
        return cls(tuple(table for table, _ in kept), tuple(used for _, used in kept))

    def components(self) -> list[sarif_om.ToolComponent]:
        """The `taxonomies` of the run."""
        return [
            sarif_om.ToolComponent(
                name=table.name,
                guid=_guid(table),
                organization=table.organisation,
                short_description=_text(f"{table.title}."),
                full_description=_text(_about(table)),
                information_uri=f"{HOMEPAGE}/crosswalk/",
                is_comprehensive=False,
                taxa=[
                    sarif_om.ReportingDescriptor(id=each, short_description=_text(_sentence(table.labels[each])))
                    for each in used
                ],
            )
            for table, used in zip(self.tables, self.used, strict=True)
        ]

    def references(self) -> list[sarif_om.ToolComponentReference]:
        """The driver's `supportedTaxonomies`."""
        return [self._reference(index) for index in range(len(self.tables))]

    def relationships(self, rule: Rule) -> list[sarif_om.ReportingDescriptorRelationship]:
        """From a rule to its entries."""
        return [
            sarif_om.ReportingDescriptorRelationship(
                target=sarif_om.ReportingDescriptorReference(
                    id=each, index=used.index(each), tool_component=self._reference(index)
                ),
                kinds=["relevant"],
            )
            for index, (table, used) in enumerate(zip(self.tables, self.used, strict=True))
            for each in table.entries(_ids(rule))
        ]

    def _reference(self, index: int) -> sarif_om.ToolComponentReference:
        table = self.tables[index]
        return sarif_om.ToolComponentReference(name=table.name, guid=_guid(table), index=index)


def _ids(rule: Rule) -> tuple[str, ...]:
    return (*rule.obligations, *rule.law)


def _guid(table: Taxonomy) -> str:
    return str(uuid5(NAMESPACE_URL, f"{HOMEPAGE}/taxonomies/{table.key}"))


_NO_CROSSWALK = "in the crosswalk of aiact-lint, its own analysis: no official one exists, and none gives a presumption"


def _about(table: Taxonomy) -> str:
    if table.key == "ai-act":
        return f"Duties of {table.title} that rules of aiact-lint look at."
    return f"Entries of {table.title} {_NO_CROSSWALK} of conformity with the AI Act."


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _text(text: str) -> sarif_om.MultiformatMessageString:
    return sarif_om.MultiformatMessageString(text=text)


def rules_of(names: Iterable[str], rules: Mapping[str, Rule]) -> list[Rule]:
    """The known ones of some rules."""
    return [rules[name] for name in names if name in rules]
