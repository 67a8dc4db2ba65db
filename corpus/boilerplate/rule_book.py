"""What editors decided about lines, as a value: by article and by source.

Standard library only: processes that read records are given one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

#: Whether a line is left out, by the line folded.
Decisions = dict[str, bool]


@dataclass(slots=True)
class RuleBook:
    """The rules in force. `source_ids` are of the sources that have some, by name or alias."""

    everywhere: Decisions = field(default_factory=dict)
    by_source: dict[int, Decisions] = field(default_factory=dict)
    by_origin: dict[str, Decisions] = field(default_factory=dict)
    source_ids: dict[str, int] = field(default_factory=dict)

    def of(self, source_id: int | None, origin: str) -> Mapping[str, bool]:
        """Return the decisions that hold for an article: a narrower scope outweighs a wider."""
        of_source = self.by_source.get(source_id, {}) if source_id else {}
        return {**self.everywhere, **of_source, **self.by_origin.get(origin, {})}

    def of_named(self, source: str, origin: str) -> Mapping[str, bool]:
        """The same for an article that is being read, by what its source is called."""
        return self.of(self.source_ids.get(source.casefold()), origin)
