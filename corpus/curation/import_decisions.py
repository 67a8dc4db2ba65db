"""What editors decided about lines, loaded for a run of cleaning or importing."""

from __future__ import annotations

from corpus.boilerplate.rule_book import RuleBook
from corpus.models import FurnitureRule, Source, SourceAlias

Scope = FurnitureRule.Scope


def load_rules() -> RuleBook:
    """Read the active rules; later ones outweigh earlier ones."""
    book = RuleBook()
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
        book.source_ids = {name.casefold(): pk for name, pk in named}
        sources = Source.objects.filter(pk__in=book.by_source).values_list("name", "pk")
        book.source_ids |= {name.casefold(): pk for name, pk in sources}
    return book
