"""Where a query matches in one segment, by walking Whoosh's reader posting by posting.

Slow and plain: the other way to answer a query. The tests hold the arrays to it, and it
answers whatever has no array form.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Protocol

from whoosh.query import Query
from whoosh.reading import IndexReader
from whoosh.searching import Searcher

from search.engines.whoosh.columnar.postings.near_spans import Window
from search.engines.whoosh.columnar.query.term_pattern import Row, TermPattern
from search.engines.whoosh.columnar.query.window_runs import Run, near_runs, runs_in_one

#: By live document of a segment and by field, the matches there: ascending, not joined.
FieldRuns = Mapping[int, Mapping[str, Sequence[Run]]]
#: By document, the positions in the text at which a sentence or paragraph begins, without 0.
Borders = Mapping[int, Sequence[int]]


def field_name(field: str, group: str) -> str:
    """Return the name of the Whoosh field with the terms of a group in `field`."""
    return field if group == "stem" else f"{field}_{group}"


def case_field(field: str) -> str:
    """Return the name of the Whoosh column with the letter case of each token of `field`."""
    return f"{field}_case"


def live_docs(reader: IndexReader) -> Iterator[int]:
    """Yield the documents of a segment that are not deleted."""
    return (doc for doc in range(reader.doc_count_all()) if not reader.is_deleted(doc))


def walked(query: Query, searcher: Searcher) -> dict[int, float]:
    """Return all documents of a segment that `query` matches, with scores, by its matcher."""
    matcher = query.matcher(searcher, searcher.context(needs_current=True))
    found: dict[int, float] = {}
    while matcher.is_active():
        found[matcher.id()] = matcher.score()
        matcher.next()
    return found


def matching_terms(reader: IndexReader, fieldname: str, pattern: TermPattern) -> Iterator[bytes]:
    """Yield the terms of a Whoosh field that a pattern accepts, in order."""
    if pattern.kind == "term" and pattern.is_one_term:
        term = pattern.text.encode("utf-8", "surrogatepass")
        if (fieldname, term) in reader:
            yield term
        return
    accepts: Callable[[str], bool] = pattern.accepts()
    start = "" if pattern.kind == "term" else pattern.start
    for term in reader.expand_prefix(fieldname, start.encode("utf-8", "surrogatepass")):
        if accepts(term.decode("utf-8", "surrogatepass")):
            yield term


class Rows(Protocol):
    """A phrase in several spellings: see `MultiPhrase`."""

    @property
    def patterns(self) -> Row: ...

    @property
    def others(self) -> Iterable[Row] | None: ...

    @property
    def fields(self) -> Sequence[str]: ...

    @property
    def end(self) -> int | None: ...

    @property
    def unit(self) -> str | None: ...


def phrase_runs(reader: IndexReader, phrase: Rows) -> FieldRuns:
    """Return where consecutive positions of a field hold terms of one of the rows."""
    found: dict[int, dict[str, set[Run]]] = {}
    for row in (phrase.patterns, *(phrase.others or ())):
        for doc, fields in _row_runs(reader, row, phrase).items():
            for field, runs in fields.items():
                found.setdefault(doc, {}).setdefault(field, set()).update(runs)
    return {
        doc: {field: sorted(runs) for field, runs in fields.items()}
        for doc, fields in found.items()
    }


def _row_runs(reader: IndexReader, patterns: Row, phrase: Rows) -> FieldRuns:
    found: dict[int, dict[str, list[Run]]] = {}
    if not patterns:
        return found
    *shifts, width = accumulate((pattern.width for pattern in patterns), initial=0)
    borders = borders_of(reader, phrase.unit) if phrase.unit and width > 1 else {}
    for field in phrase.fields:
        starts: dict[int, set[int]] | None = None
        for shift, pattern in zip(shifts, patterns, strict=True):
            if pattern.kind == "any":
                continue
            here = _narrowed(reader, field, pattern, _starts(reader, field, pattern, 0))
            here = {doc: {at - shift for at in own} for doc, own in here.items()}
            starts = (
                here
                if starts is None
                else {doc: starts[doc] & own for doc, own in here.items() if doc in starts}
            )
        for doc, own in (starts or {}).items():
            runs = [(start, start + width) for start in sorted(own)]
            if phrase.end is not None:
                runs = [run for run in runs if run[1] <= phrase.end]
            if field == "text" and doc in borders:
                runs = runs_in_one([runs], borders[doc])
            if runs:
                found.setdefault(doc, {})[field] = runs
    return found


def _starts(
    reader: IndexReader, field: str, pattern: TermPattern, shift: int
) -> dict[int, set[int]]:
    """Return each live document's positions of a pattern, less `shift`."""
    found: dict[int, set[int]] = {}
    fieldname = field_name(field, pattern.group)
    for term in matching_terms(reader, fieldname, pattern):
        matcher = reader.postings(fieldname, term)
        while matcher.is_active():
            if not reader.is_deleted(matcher.id()):
                positions = matcher.value_as("positions")
                found.setdefault(matcher.id(), set()).update(at - shift for at in positions)
            matcher.next()
    return found


def _narrowed(
    reader: IndexReader, field: str, pattern: TermPattern, found: dict[int, set[int]]
) -> dict[int, set[int]]:
    """Return the positions of a pattern's terms at which it occurs."""
    if pattern.cases:
        column = reader.column_reader(case_field(field))
        cases = {doc: column[doc] for doc in found}
        found = {
            doc: {at for at in own if cases[doc][at] in pattern.cases} for doc, own in found.items()
        }
    if pattern.without is not None:
        others = _starts(reader, field, pattern.without, 0)
        found = {doc: own - others.get(doc, set()) for doc, own in found.items()}
    if pattern.beside is not None:
        others = _starts(reader, field, pattern.beside, 0)
        found = {doc: own & others.get(doc, set()) for doc, own in found.items()}
    return {doc: own for doc, own in found.items() if own}


def borders_of(reader: IndexReader, unit: str) -> Borders:
    """Return where the parts of texts begin, from the column that holds them."""
    column = reader.column_reader(unit)
    return {doc: array("I", column[doc]).tolist() for doc in live_docs(reader)}


def windows_of(children: Sequence[FieldRuns], window: Window, borders: Borders) -> FieldRuns:
    """Return the runs of `children` that take part in a window.

    A run of two children is there for each of them: it counts twice, as in the ranking.
    """
    found: dict[int, dict[str, list[Run]]] = {}
    shared = set.intersection(*map(set, children)) if children else set()
    for doc in sorted(shared):
        for field in ("title", "text"):
            runs = [list(child[doc].get(field, ())) for child in children]
            inside = borders.get(doc, ()) if field == "text" else ()
            for place, own in enumerate(runs):
                # Whether one run takes part: in place of all runs of its child.
                for run in own:
                    chosen = [*runs[:place], [run], *runs[place + 1 :]]
                    near = (
                        near_runs(chosen, window.distance, ordered=window.ordered)
                        if window.unit is None
                        else runs_in_one(chosen, inside)
                    )
                    if near:
                        found.setdefault(doc, {}).setdefault(field, []).append(run)
    return found
