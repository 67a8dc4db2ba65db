"""What any engine must answer, found by looking at every article: the oracle of the tests."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from search.analysis.analyzer import exact_terms, is_unspaced
from search.analysis.letter_case import CAPITALS
from search.engines.base import (
    LABEL_FACETS,
    ConcordanceRequest,
    DateCounts,
    Document,
    Filters,
    Histogram,
    MatchLine,
    SearchRequest,
    WordCounts,
    labels_in,
)
from search.engines.whoosh.leaf_patterns import StemPattern, patterns_of, required, text_fields
from search.query.nodes import LEAD_FIELD, LEAD_WORDS, Leaf, Node
from search.query.periods import Interval, Period, interval_for
from search.tests.reference_matcher import brute_force, token_terms


def found(documents: Iterable[Document], node: Node) -> list[Document]:
    """Return the documents that match, without regard to filters."""
    return [document for document in documents if brute_force(document, node)[0]]


def date_passes(document: Document, filters: Filters) -> bool:
    first, last = document.first_day, document.last_day
    if filters.undated and first:
        return False
    if filters.first or filters.last:
        if first is None or last is None:
            return False
        return (filters.first or dt.date.min) <= first and last <= (filters.last or dt.date.max)
    return True


def labels_pass(document: Document, filters: Filters, *, but: str = "") -> bool:
    included = all(
        not set(wanted).isdisjoint(labels_in(facet, getattr(document, facet)))
        for facet, wanted in filters.include.items()
        if facet != but
    )
    return included and not any(
        not set(unwanted).isdisjoint(labels_in(facet, getattr(document, facet)))
        for facet, unwanted in filters.exclude.items()
        if facet != but
    )


def passes(document: Document, filters: Filters) -> bool:
    return date_passes(document, filters) and labels_pass(document, filters)


def label_counts(
    documents: Iterable[Document], filters: Filters, size: int
) -> dict[str, tuple[tuple[str, int], ...]]:
    counted = {}
    for facet in LABEL_FACETS:
        counts = Counter(
            label
            for document in documents
            if date_passes(document, filters) and labels_pass(document, filters, but=facet)
            for label in labels_in(facet, getattr(document, facet))
        )
        ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        counted[facet] = tuple(ranked[:size])
    return counted


def date_counts(documents: Sequence[Document], request: SearchRequest) -> DateCounts:
    filters, open_period = request.filters, request.open_period
    counted = [document for document in documents if labels_pass(document, filters)]
    months, days = _counts(counted, "month"), _counts(counted, "day")
    in_year = open_period and Period(open_period.year)
    in_month = open_period and open_period.month and Period(open_period.year, open_period.month)
    return DateCounts(
        years=_counts(counted, "year"),
        months={
            month: n
            for month, n in months.items()
            if request.every_month or month.parent == in_year
        },
        days={day: n for day, n in days.items() if in_month and day.parent == in_month},
        undated=sum(document.first_day is None for document in counted),
    )


def histogram(
    documents: Iterable[Document], filters: Filters, interval: Interval | None = None
) -> Histogram:
    counted = [document for document in documents if passes(document, filters)]
    firsts = [document.first_day for document in counted if document.first_day]
    lasts = [document.last_day for document in counted if document.last_day]
    if not firsts:
        return Histogram(interval or "year")
    ends = min(firsts), max(lasts)
    interval = interval or interval_for(*ends)
    return Histogram(interval, tuple(sorted(_counts(counted, interval).items())), *ends)


def words(
    documents: Sequence[Document], leaf: Leaf, within: Sequence[Document] | None = None
) -> WordCounts:
    """Return what `leaf` stands for, most frequent first, counted in some of the documents."""
    row = required(patterns_of(leaf))
    if len(row) != 1 or not text_fields(leaf):
        return ()
    accepts = row[0].accepts()
    if isinstance(row[0], StemPattern):
        languages = sorted({document.lang for document in documents})
        accepts = partial(row[0].is_form, languages=languages)
    counts: Counter[str] = Counter()
    end = LEAD_WORDS if leaf.field == LEAD_FIELD else None
    for document in documents if within is None else within:
        held = [_in_small_letters(document, field)[:end] for field in text_fields(leaf)]
        counts.update({word for words in held for word in words if word})
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple((word, count) for word, count in ranked if accepts(word) and not is_unspaced(word))


def _in_small_letters(document: Document, field: str) -> list[str]:
    """Return the words of a field; "" for one all in capitals, which = does not take for it."""
    tokens = token_terms(document, field)
    pairs = zip(tokens.exact, tokens.cases, strict=True)
    return ["" if case == CAPITALS else word for word, case in pairs]


def ordered(
    documents: Iterable[Document], sort: str, scores: Mapping[int, float]
) -> list[Document]:
    """Return documents as the seam orders hits."""

    def day(document: Document) -> int:
        return document.first_day.toordinal() if document.first_day else 0

    keys: dict[str, Callable[[Document], tuple[float, ...]]] = {
        "relevance": lambda d: (-scores[d.id], -day(d), -d.id),
        "newest": lambda d: (-day(d), -d.id),
        "oldest": lambda d: (day(d) == 0, day(d), -d.id),
    }
    return sorted(documents, key=keys[sort])


def match_count(documents: Iterable[Document], request: ConcordanceRequest) -> int:
    """Return how many matches the articles found have together."""
    passed = (d for d in documents if passes(d, request.filters))
    return sum(len(brute_force(document, request.node)[1]) for document in passed)


def lines(
    documents: Iterable[Document], request: ConcordanceRequest, scores: Mapping[int, float]
) -> list[MatchLine]:
    """Return the matches of all articles, in order, cut off at `request.max_lines`."""
    sort = request.order if request.order in ("relevance", "newest", "oldest") else "newest"
    hits = [d for d in found(documents, request.node) if passes(d, request.filters)]
    every = [
        (MatchLine(document.id, document.fingerprint(), number, match), document)
        for document in ordered(hits, sort, scores)
        for number, match in enumerate(brute_force(document, request.node)[1], 1)
    ][: request.max_lines]
    if sort != request.order:
        every.sort(key=lambda pair: _compared(pair[0], pair[1], request.order))
    return [line for line, _ in every]


def collocates(
    documents: Iterable[Document], request: ConcordanceRequest, place: str, limit: int
) -> WordCounts:
    """Return the words at `place` beside the matches, most frequent first."""
    counts: Counter[str] = Counter()
    for document in documents:
        if passes(document, request.filters):
            for match in brute_force(document, request.node)[1]:
                line = MatchLine(document.id, 0, 1, match)
                word = _compared(line, document, place)[0].decode("utf-8", "surrogatepass")
                counts[word] += bool(word)

    def order(pair: tuple[str, int]) -> tuple[int, bytes]:
        return -pair[1], pair[0].encode("utf-8", "surrogatepass")

    ranked = sorted(counts.items(), key=order)
    return tuple((word, count) for word, count in ranked[:limit] if count)


def _compared(line: MatchLine, document: Document, order: str) -> list[bytes]:
    """Return the words that a line is compared by; "" where there is none."""
    text = document.title if line.match.field == "title" else document.text
    words = exact_terms(text, document.lang)
    before, behind = words[: line.match.start][::-1], words[line.match.end :]
    inside = words[line.match.start : line.match.end]
    if order == "match":
        chosen = [*(inside + [""] * 3)[:3], *(behind[:1] or [""])]
    else:
        side = before if order[1] == "L" else behind
        chosen = (side[int(order[0]) - 1 :] + [""] * 3)[:3]
    return [word.encode("utf-8", "surrogatepass") for word in chosen]


def _counts(documents: Iterable[Document], interval: Interval) -> dict[Period, int]:
    counts: Counter[Period] = Counter()
    for document in documents:
        if document.first_day and document.last_day:
            period = Period.of(document.first_day, interval)
            if Period.of(document.last_day, interval) == period:
                counts[period] += 1
    return dict(counts)
