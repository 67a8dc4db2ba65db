"""Random articles and random queries: small vocabularies, so that they meet."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from search.engines.base import ConcordanceRequest, Document, Filters, SearchRequest
from search.query.nodes import (
    LEAD_WORDS,
    And,
    AtLeast,
    Boost,
    DateRange,
    Everything,
    Fuzzy,
    Ids,
    Language,
    Length,
    Like,
    Near,
    Not,
    Nothing,
    Optional,
    Or,
    Phrase,
    Prefix,
    Synonyms,
    Term,
    Wildcard,
    YearDay,
)
from search.query.periods import Period

_WORDS = (
    *("oil", "oils", "talk", "talks", "talking", "Kyïv", "Kyiv", "U.S.", "the", "co-op", "7"),
    *("health care", "health-care", "healthcare", "O'Neil", "Oneil", "WHO", "who", "iPhone"),
    *("$5 million", "5m dollars", "50%", "Müller", "Mueller"),
    *("École", "ecoles", "mangées", "mangees", "Işıkların", "東京都", "京", "東京 talks"),
)
_SHARED = ("oil", "talks", "the", "ecole", "東京", "mangees")
_SOURCES = ("", "Harbour Gazette", "Meridian Wire", "The Wire")
_AUTHORS = ("", "Ann Bell", "Zoë Oil", "Zoë Oil\nAnn Bell", "Bell Ann\nBell Wire", "Bell, Ann")
_HIDDEN = ("", "", "Leave a Reply", "See more\nOil talks")
_LANGUAGES = ("", "en", "uk", "fr", "fr", "tr", "ja")

words = st.sampled_from(_WORDS)
prose = st.lists(words, max_size=8).map(" ".join)
_stops = st.sampled_from([" ", " ", ". ", "? “", "。", "\n", "\n\n"])
_sentences = st.lists(st.tuples(words, _stops), max_size=8).map(
    lambda parts: "".join(word + stop for word, stop in parts)
)
_late = prose.map(lambda words: "and " * (LEAD_WORDS - 3) + words)
# Some texts go on behind their lead.
texts = st.one_of(prose, _sentences, _sentences, _late)
days = st.dates(dt.date(2021, 11, 1), dt.date(2022, 3, 31)) | st.dates(
    dt.date(1990, 1, 1), dt.date(2024, 12, 31)
)
_periods = days.flatmap(
    lambda day: st.sampled_from([Period.of(day, "day"), Period.of(day, "month"), Period(day.year)])
)
fields = st.sampled_from([None, None, None, "title", "text", "lead"])
label_fields = st.sampled_from(["source", "author", "hidden"])


@st.composite
def documents(draw: st.DrawFn, number: int) -> Document:
    period = draw(st.none() | _periods)
    return Document(
        id=number,
        title=draw(prose),
        text=draw(texts),
        source=draw(st.sampled_from(_SOURCES)),
        author=draw(st.sampled_from(_AUTHORS)),
        lang=draw(st.sampled_from(_LANGUAGES)),
        hidden=draw(st.sampled_from(_HIDDEN)),
        headline=draw(st.sampled_from(["", "", "derived"])),
        first_day=period.first if period else None,
        last_day=period.last if period else None,
    )


@st.composite
def corpora(draw: st.DrawFn, size: int = 9) -> list[Document]:
    return [draw(documents(number)) for number in range(1, 1 + draw(st.integers(0, size)))]


_patterns = st.sampled_from(["t*", "?il", "*", "ta?k*", "co-*", "*s", "kyi?"])
_starts = st.sampled_from(["o", "ta", "talk", "kyi", "東", "東京", "co-o", "u", "éc"])
_typos = st.sampled_from(["oik", "tolk", "kiyv", "coop", "oil", "wine"])
_any_field = fields | label_fields
_no_labels: st.SearchStrategy[Any] = st.one_of(
    st.builds(Term, words, fields, st.booleans()),
    st.builds(Phrase, st.lists(words, min_size=1, max_size=3).map(" ".join), fields, st.booleans()),
    st.builds(Prefix, _starts, fields),
    st.builds(Wildcard, _patterns, fields),
    st.builds(Fuzzy, _typos, st.integers(1, 2), fields),
)
leaves = _no_labels
_leaves: st.SearchStrategy[Any] = st.one_of(
    _no_labels,
    st.builds(
        Term, st.sampled_from(["wire", "ann", "oil", "the", "reply"]), label_fields, st.booleans()
    ),
    st.builds(
        Phrase, st.sampled_from(["the wire", "ann bell", "Bell, Ann", "more oil"]), label_fields
    ),
    st.builds(Prefix, st.sampled_from(["wi", "zo", "har"]), label_fields),
    st.builds(Wildcard, st.sampled_from(["w*e", "b?ll"]), label_fields),
    st.builds(Fuzzy, _typos, st.integers(1, 2), label_fields),
    st.builds(DateRange, st.none() | days, st.none() | days),
    st.builds(AtLeast, _no_labels, st.integers(1, 3)),
    st.builds(Length, st.integers(0, 9), st.none() | st.integers(0, 102)),
    st.builds(Language, st.sampled_from(["", "en", "fr", "xx"])),
    days.map(lambda day: YearDay(day.month, day.day)),
    st.builds(Ids, st.lists(st.integers(1, 12), max_size=4).map(tuple)),
    st.builds(
        Like,
        st.integers(1, 12),
        st.lists(
            st.tuples(st.sampled_from(_SHARED), st.sampled_from([0.25, 0.5, 1.0])),
            max_size=4,
            unique_by=lambda word: word[0],
        ).map(tuple),
        st.integers(1, 3),
    ),
    st.just(Everything()),
    st.just(Nothing()),
    st.builds(
        Near,
        st.lists(_no_labels, min_size=1, max_size=3).map(tuple),
        st.integers(0, 5),
        st.booleans(),
        st.sampled_from(["word", "word", "sentence", "paragraph"]),
    ),
)
_trees: st.SearchStrategy[Any] = st.recursive(
    _leaves,
    lambda children: st.one_of(
        st.builds(And, st.lists(children, min_size=1, max_size=3).map(tuple)),
        st.builds(Or, st.lists(children, min_size=1, max_size=3).map(tuple)),
        st.builds(Synonyms, st.lists(_no_labels, min_size=1, max_size=3).map(tuple)),
        st.builds(
            Synonyms,
            st.tuples(
                st.builds(And, st.lists(_no_labels, min_size=2, max_size=2).map(tuple)), _no_labels
            ),
        ),
        st.builds(Not, children),
        st.builds(Optional, children),
        st.builds(Boost, children, st.sampled_from([0.1, 0.5, 2.0, 10.0])),
    ),
    max_leaves=5,
)


# Words as a reader types them, some of them weighted or not required.
_plain = st.builds(Term, words)
_beside = st.one_of(
    _plain, _plain, _plain, st.builds(Optional, _plain), st.builds(Boost, _plain, st.just(2.0))
)
_typed = st.lists(_beside, min_size=2, max_size=5).map(tuple)
side_by_side: st.SearchStrategy[Any] = st.one_of(
    st.builds(And, _typed),
    st.builds(Or, _typed),
    st.builds(lambda words, last: And((Or(words), Not(last))), _typed, _plain),
)
nodes: st.SearchStrategy[Any] = _trees | side_by_side


def _some(labels: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(labels), min_size=1, max_size=2, unique=True).map(tuple)


_label_filters = st.fixed_dictionaries(
    {},
    optional={
        "source": _some(_SOURCES),
        "author": _some(("", "Ann Bell", "Zoë Oil", "Bell Wire")),
        "lang": _some(_LANGUAGES),
    },
)
filters = st.builds(
    Filters,
    st.none() | days,
    st.none() | days,
    st.sampled_from([False, False, False, True]),
    _label_filters,
    _label_filters,
)
requests = st.builds(
    SearchRequest,
    nodes,
    st.just(Filters()) | filters,
    sort=st.sampled_from(["relevance", "recent", "newest", "oldest"]),
    facet_size=st.sampled_from([20, 2]),
    open_period=st.none() | _periods,
    every_month=st.sampled_from([False, False, True]),
    interval=st.sampled_from([None, None, "day", "month", "year"]),
    limit=st.just(100),
)
line_requests = st.builds(
    ConcordanceRequest,
    nodes,
    st.just(Filters()) | filters,
    st.sampled_from(["relevance", "newest", "oldest", "1L", "2L", "3L", "match", "1R", "2R", "3R"]),
    max_lines=st.just(1_000) | st.integers(0, 20),
)
