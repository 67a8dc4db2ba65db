"""Every match of a query as lines, read from Whoosh's postings one by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from search.engines.base import (
    Concordance,
    ConcordanceRequest,
    Hit,
    Line,
    LineOrder,
    SearchRequest,
    Sort,
)
from search.engines.stock.answering import answer
from search.engines.stock.schema import WORD_FIELDS
from search.engines.stock.snapshot import Snapshot
from search.engines.term_matcher import TextField

_SORTS: tuple[Sort, ...] = ("relevance", "newest", "oldest")
_FIELDS: tuple[TextField, ...] = ("title", "text")

#: The exact words of one field of an article, by position.
_Words = dict[tuple[int, str], dict[int, str]]


def concordance(
    snapshot: Snapshot, request: ConcordanceRequest, max_expansions: int
) -> Concordance:
    """Return the matches of all hits, in order."""
    sort = next((sort for sort in _SORTS if sort == request.order), None)
    everything = SearchRequest(
        node=request.node,
        filters=request.filters,
        sort=sort or "newest",
        limit=len(snapshot.columns.article_ids),
        facets=False,
        budget_seconds=request.budget_seconds,
    )
    response = answer(snapshot, everything, max_expansions)
    every = list(_lines(response.hits))
    lines = every[: request.most]
    if sort is None:
        words = _words(snapshot, {line.id for line in lines})
        lines.sort(key=lambda line: _compared(line, words, request.order))
    articles = len({line.id for line in every})
    return Concordance(lines, len(every), articles, response.complete, response.notices)


def _lines(hits: Sequence[Hit]) -> Iterable[Line]:
    for hit in hits:
        for number, match in enumerate(hit.matches, 1):
            yield Line(hit.id, hit.fingerprint, number, match)


def _compared(line: Line, words: _Words, order: LineOrder) -> tuple[bytes, ...]:
    there, start, end = words[line.id, line.match.field], line.match.start, line.match.end
    if order == "match":
        places = [*(at if at < end else -1 for at in range(start, start + 3)), end]
    elif order.endswith("L"):
        places = [start - int(order[0]) - step for step in range(3)]
    else:
        places = [end + int(order[0]) - 1 + step for step in range(3)]
    return tuple(there.get(at, "").encode("utf-8", "surrogatepass") for at in places)


def _words(snapshot: Snapshot, ids: set[int]) -> _Words:
    """Return which word stands where in these articles, by going through all postings."""
    words: _Words = {(number, field): {} for number in ids for field in _FIELDS}
    numbers = snapshot.columns.article_ids
    for searcher, offset in snapshot.searcher.leaf_searchers():
        reader = searcher.reader()
        for field in _FIELDS:
            name = WORD_FIELDS[field, "exact"]
            for raw in reader.lexicon(name):
                postings = reader.postings(name, raw)
                while postings.is_active():
                    there = words.get((int(numbers[offset + postings.id()]), field))
                    if there is not None:
                        word = raw.decode()
                        there.update(dict.fromkeys(postings.value_as("positions"), word))
                    postings.next()
    return words
