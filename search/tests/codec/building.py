"""Documents and segments for the tests of the codec."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from hypothesis import strategies as st

from search.engines.whoosh.codec.disk import RealDisk
from search.engines.whoosh.codec.runs import Analyzer, IndexedDocument, Run, Vocabulary
from search.engines.whoosh.codec.segment import LiveSegment, Segment

FACETS = ("source", "lang")


def surfaces(text: str) -> list[str]:
    return text.split()


def stem(form: str) -> str:
    """Cut a plural s: enough to give one stem several forms."""
    return form.rstrip("s") or form


ANALYZER = Analyzer(surfaces, str.lower, stem)

_WORDS = st.sampled_from(["a", "As", "b", "Bs", "bs", "c", "ü", "üs", "東", "\ud800", "x" * 70])
_TEXTS = st.lists(_WORDS, max_size=8).map(" ".join)


def document(
    article_id: int, text: str = "", title: str = "", day: int = 0, **labels: str
) -> IndexedDocument:
    return IndexedDocument(article_id, article_id * 7, title, text, day, day, labels)


@st.composite
def documents(draw: st.DrawFn, *, most: int = 12) -> list[IndexedDocument]:
    """Some documents with different ids, in any order."""
    ids = draw(st.lists(st.integers(0, 1 << 40), unique=True, max_size=most))
    return [
        document(
            article_id,
            draw(_TEXTS),
            draw(_TEXTS),
            draw(st.sampled_from([0, 1, 700_000, 700_001])),
            source=draw(st.sampled_from(["", "TASS", "Zürich"])),
        )
        for article_id in ids
    ]


def write(path: Path, docs: Iterable[IndexedDocument]) -> Segment:
    """Write `docs` as a segment at `path` and open it."""
    run = Run(Vocabulary(ANALYZER), FACETS)
    for doc in docs:
        run.add(doc)
    run.write(RealDisk(), path)
    return Segment.open(path)


def live(segment: Segment, deleted_ids: Sequence[int] = ()) -> LiveSegment:
    deleted = np.isin(segment.article_ids, np.array(deleted_ids, np.int64))
    return LiveSegment(segment, deleted if deleted.any() else None)
