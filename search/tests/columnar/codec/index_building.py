"""Documents and segments for the tests of the codec."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from hypothesis import strategies as st

from search.engines.whoosh.columnar.codec.disk import Disk, RealDisk
from search.engines.whoosh.columnar.codec.segment import LiveSegment, Segment
from search.engines.whoosh.columnar.index.commit_points import CommitPoint, CommitPoints
from search.engines.whoosh.columnar.index.committer import Committer, WriterOptions
from search.engines.whoosh.columnar.index.segment_buffer import IndexedDocument, SegmentBuffer
from search.engines.whoosh.columnar.index.term_interner import Analyzer, Parting, TermInterner

FACETS = ("source", "lang")


def surfaces(text: str) -> list[str]:
    return text.split()


def stem(form: str, stemming: str = "") -> str:
    """Cut a plural s: enough to give one stem several forms."""
    return form.rstrip("s") or form


def paragraphs(text: str) -> list[str]:
    return text.split("\n")


def ends(piece: str) -> bool:
    return piece.endswith("s")


def begins(piece: str) -> bool:
    return piece[0].isupper()


def spelling(surface: str) -> str:
    """Of two words of the tests: enough to leave most out."""
    return f"u {surface.lower()}" if "ü" in surface.lower() else ""


ANALYZER = Analyzer(
    surfaces,
    lambda surface, stemming: surface.lower(),
    stem,
    lambda language: "",
    spelling,
    parting=Parting(paragraphs, str.split, ends, begins),
)

_WORDS = st.sampled_from(["a", "As", "b", "Bs", "bs", "c", "ü", "üs", "東", "\ud800", "x" * 70])
_TEXTS = st.lists(_WORDS | st.just("\n"), max_size=8).map(" ".join)


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
    run = SegmentBuffer(TermInterner(ANALYZER), FACETS)
    for doc in docs:
        run.add(doc)
    run.close()
    run.write(RealDisk(), path)
    return Segment.open(path)


def live(segment: Segment, deleted_ids: Sequence[int] = ()) -> LiveSegment:
    deleted = np.isin(segment.article_ids, np.array(deleted_ids, np.int64))
    return LiveSegment(segment, deleted if deleted.any() else None)


OPTIONS = WriterOptions(ANALYZER, FACETS, schema=1)

#: What a generation holds: by article id, the positions of each exact word in the text.
Content = dict[int, dict[str, list[int]]]


def committer(folder: Path, disk: Disk | None = None) -> Committer:
    return Committer(CommitPoints(folder), OPTIONS, disk)


def content_of(docs: Iterable[IndexedDocument]) -> Content:
    """What an index of `docs` must hold."""
    content: Content = {}
    for doc in docs:
        words = content[doc.article_id] = dict[str, list[int]]()
        for position, surface in enumerate(surfaces(doc.text)):
            words.setdefault(surface.lower(), []).append(position)
    return content


def read_content(snapshot: CommitPoint) -> Content:
    """Read everything of a generation, by way of its posting lists."""
    content: Content = {}
    for segment in snapshot.segments:
        segment.segment.container.check_all()
        deleted = segment.deleted
        ids = segment.article_ids.tolist()
        held: list[dict[str, list[int]] | None] = [
            {} if deleted is None or not deleted[n] else None for n in range(len(ids))
        ]
        terms = segment.terms("exact")
        for number in range(len(terms)):
            postings = terms.postings(number)
            positions = terms.positions(number, "text").tolist()
            for doc, freq in zip(postings.docs.tolist(), postings.text_freqs.tolist(), strict=True):
                own, positions = positions[:freq], positions[freq:]
                words = held[doc]
                if words is not None and own:
                    words[terms.term(number)] = own
        for article_id, words in zip(ids, held, strict=True):
            if words is not None:
                assert article_id not in content
                content[article_id] = words
    return content
