"""What editors decided about lines, as cleaning asks for it: by article and by source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from corpus.models import FurnitureRule, Source, SourceAlias

Scope = FurnitureRule.Scope
#: Whether a line is left out, by the line folded.
Decisions = dict[str, bool]


@dataclass(slots=True)
class RuleBook:
    """The rules in force, loaded once for a run."""

    everywhere: Decisions = field(default_factory=dict)
    by_source: dict[int, Decisions] = field(default_factory=dict)
    by_origin: dict[str, Decisions] = field(default_factory=dict)
    _source_ids: dict[str, int] = field(default_factory=dict)

    @classmethod
    def load(cls) -> RuleBook:
        """Read the active rules; later ones outweigh earlier ones."""
        book = cls()
        rules = FurnitureRule.objects.filter(active=True).order_by("pk")
        rows = rules.values_list("folded", "hide", "scope", "source_id", "article__origin")
        for folded, hide, scope, source_id, origin in rows:
            if scope == Scope.ARTICLE:
                book.by_origin.setdefault(origin, {})[folded] = hide
            elif scope == Scope.SOURCE:
                book.by_source.setdefault(source_id, {})[folded] = hide
            else:
                book.everywhere[folded] = hide
        if book.by_source:
            named = SourceAlias.objects.values_list("name", "source_id")
            book._source_ids = {name.casefold(): pk for name, pk in named}
            sources = Source.objects.filter(pk__in=book.by_source).values_list("name", "pk")
            book._source_ids |= {name.casefold(): pk for name, pk in sources}
        return book

    def of(self, source_id: int | None, origin: str) -> Mapping[str, bool]:
        """Return the decisions that hold for an article: a narrower scope outweighs a wider."""
        of_source = self.by_source.get(source_id, {}) if source_id else {}
        return {**self.everywhere, **of_source, **self.by_origin.get(origin, {})}

    def of_named(self, source: str, origin: str) -> Mapping[str, bool]:
        """The same for an article that is being read, by what its source is called."""
        return self.of(self._source_ids.get(source.casefold()), origin)
