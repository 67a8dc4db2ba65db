"""The fields of a stock Whoosh index, and a document as their values.

Words are indexed twice, stemmed and exact, at the same positions: the first answers plain
words, the second `=exact`, prefixes, wildcards and fuzzy words. Columns carry what is
counted, filtered and sorted by.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_args

from whoosh import columns, fields
from whoosh.analysis import Analyzer, Token

from search.analysis.analyzer import exact_terms, terms
from search.analysis.sentences import Unit, starts
from search.engines.base import LABELS, Document
from search.engines.term_matcher import Group

#: Each has a column with the positions where it begins.
UNITS: tuple[Unit, ...] = get_args(Unit)

# Longer by three than any word that a fuzzy one could be of.
_END = "\n" * 12
#: How much more a word counts in a title than in a text.
TITLE_BOOST = 2.0

#: The Whoosh field that holds the words of a field, by family.
WORD_FIELDS: Mapping[tuple[str, Group], str] = {
    ("title", "stem"): "title",
    ("text", "stem"): "text",
    ("title", "exact"): "title_exact",
    ("text", "exact"): "text_exact",
    ("source", "exact"): "source",
    ("author", "exact"): "author",
    ("hidden", "exact"): "hidden",
}


class TermsAnalyzer(Analyzer):  # type: ignore[misc]
    """`search.analysis.analyzer` in the form Whoosh asks for."""

    def __init__(self, family: Group) -> None:
        self.family = family

    def __call__(self, value: str, positions: bool = False, **options: Any) -> Iterator[Token]:
        token = Token(positions, boost=1.0)
        for at, term in enumerate(terms(value) if self.family == "stem" else exact_terms(value)):
            token.text, token.pos = term, at
            yield token


def packed_borders(positions: Sequence[int]) -> bytes:
    """Return positions as a column holds them."""
    return array("I", positions).tobytes()


def unpacked_borders(value: bytes) -> list[int]:
    return array("I", value).tolist()


def schema() -> fields.Schema:
    """Return the fields of the index."""
    words = {
        name: fields.TEXT(analyzer=TermsAnalyzer(family), phrase=True)
        for (_, family), name in WORD_FIELDS.items()
    }
    numbers = {
        name: fields.COLUMN(columns.NumericColumn("q"))
        for name in ("article_id", "fingerprint", "first_day", "last_day", "words")
    }
    borders = {unit: fields.COLUMN(columns.VarBytesColumn()) for unit in UNITS}
    labels = {f"{name}_label": fields.COLUMN(columns.VarBytesColumn()) for name in LABELS}
    ranges = {
        name: fields.NUMERIC(numtype=int, bits=32)
        for name in ("first_ordinal", "last_ordinal", "year_day", "length")
    }
    return fields.Schema(
        id=fields.ID(unique=True), **words, **numbers, **borders, **labels, **ranges
    )


def row(document: Document) -> dict[str, Any]:
    """Return the values of `document` for a Whoosh writer; each text is analysed once."""
    title, text = exact_terms(document.title), exact_terms(document.text)
    first, last = document.first_day, document.last_day
    days = (
        {
            "first_ordinal": first.toordinal(),
            "last_ordinal": last.toordinal(),
            "year_day": first.month * 100 + first.day if first == last else 0,
        }
        if (first and last)
        else {}
    )
    return {
        "id": str(document.id),
        "title": terms(document.title, document.lang),
        "text": terms(document.text, document.lang),
        "title_exact": title,
        "text_exact": text,
        "source": exact_terms(document.source),
        "author": _names(document.author),
        "hidden": exact_terms(document.hidden),
        "article_id": document.id,
        "fingerprint": document.fingerprint(),
        "first_day": days.get("first_ordinal", 0),
        "last_day": days.get("last_ordinal", 0),
        "words": len(text),
        "length": len(text),
        "source_label": document.source.encode("utf-8", "surrogatepass"),
        "author_label": document.author.encode("utf-8", "surrogatepass"),
        "lang_label": document.lang.encode("utf-8", "surrogatepass"),
        **{unit: packed_borders(starts(document.text, unit)) for unit in UNITS},
        "hidden_label": document.hidden.encode("utf-8", "surrogatepass"),
        **days,
    }


def _names(labels: str) -> list[str]:
    """Return the words of names, with what no query finds between two of them."""
    return [term for name in labels.split("\n") for term in (*exact_terms(name), _END)][:-1]
