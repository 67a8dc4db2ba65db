"""A columnar index in files: terms, postings and columns as memory-mapped arrays.

The package stands alone: it needs NumPy, filelock, and the protocols of `reading`.

    Generations      opens the live generation, or the last sound one     generations.py
    Committer        adds a generation, durably                           commits.py
    BackgroundMerger merges what is too large for a commit                background.py

    container.py     a file of named arrays, each byte under a checksum
    segment.py       what a segment's file holds: documents (here) and terms (family.py)
    manifest.py      what a generation consists of, and the files of the folder

Writing: `runs` turns documents into numbered tokens, `inverting` sorts them by term,
`segment_writer` writes the result, `merging` makes one segment of several, `tiers` says
which, `building` keeps to a budget of memory, `retention` removes what is not needed.
"""

from search.engines.whoosh.codec.background import BackgroundMerger
from search.engines.whoosh.codec.commits import Committer, WriterOptions
from search.engines.whoosh.codec.errors import CorruptIndexError, IndexProblemError
from search.engines.whoosh.codec.generations import Generations, Snapshot
from search.engines.whoosh.codec.runs import IndexedDocument
from search.engines.whoosh.codec.vocabulary import Analyzer, Parting

__all__ = [
    "Analyzer",
    "BackgroundMerger",
    "Committer",
    "CorruptIndexError",
    "Generations",
    "IndexProblemError",
    "IndexedDocument",
    "Parting",
    "Snapshot",
    "WriterOptions",
]
