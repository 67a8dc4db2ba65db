"""Writes one segment file from a table of documents and blocks of posting lists."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from search.engines.whoosh.columnar.codec.container import AnyArray, SectionWriter, WrittenFile
from search.engines.whoosh.columnar.codec.disk import Disk
from search.engines.whoosh.columnar.codec.letter_cases import write_cases
from search.engines.whoosh.columnar.codec.packed_ints import PackedParts, narrow, starts
from search.engines.whoosh.columnar.codec.posting_blocks import DocumentTable, TermBlock
from search.engines.whoosh.columnar.codec.segment import FORMAT_VERSION
from search.engines.whoosh.columnar.codec.sentence_index import write_borders
from search.engines.whoosh.columnar.codec.sorted_terms import write_terms
from search.engines.whoosh.columnar.codec.spill_file import SpillFile
from search.engines.whoosh.columnar.segment_reader import Group

_PLAIN = ("title.post",)
_PACKED: dict[str, type[np.unsignedinteger[Any]]] = {
    "doc": np.uint16,
    "text": np.uint8,
    "text.pos": np.uint16,
    "title.freq": np.uint8,
    "title.pos": np.uint16,
}
_STARTS = ("posts", "texts", "hits", "titles")


def write_segment(
    disk: Disk,
    path: Path,
    documents: DocumentTable,
    groups: Mapping[Group, Iterable[TermBlock]],
) -> WrittenFile:
    """Write and sync a segment; a group's blocks come in the order of their terms.

    Memory is that of one block and of a group's terms: what is written of a block is
    spilled to files beside `path`. Raises OSError; nothing of use is left then.
    """
    with contextlib.ExitStack() as stack:
        sections = SectionWriter(disk, path, FORMAT_VERSION)
        stack.callback(sections.close)
        _write_documents(sections, documents)
        for group, blocks in groups.items():
            with contextlib.closing(PostingGroupWriter(disk, path, group)) as writer:
                for block in blocks:
                    writer.add(block)
                writer.write(sections)
        return sections.finish()


def _write_documents(sections: SectionWriter, documents: DocumentTable) -> None:
    sections.add("doc.article", documents.article_ids.astype("<i8", copy=False))
    sections.add("doc.fingerprint", documents.fingerprints.astype("<i8", copy=False))
    sections.add("doc.first", documents.first_days.astype("<i4", copy=False))
    sections.add("doc.last", documents.last_days.astype("<i4", copy=False))
    sections.add("doc.title", documents.title_lengths.astype("<u4", copy=False))
    sections.add("doc.text", documents.text_lengths.astype("<u4", copy=False))
    for facet, (codes, labels) in documents.labels.items():
        sections.add(f"label.{facet}", codes.astype("<i4", copy=False))
        write_terms(sections, f"label.{facet}", labels)
    write_borders(sections, documents.borders)
    for field, cases in documents.cases.items():
        write_cases(sections, field, cases)


class PostingGroupWriter:
    """The sections of a group, growing block by block. Spools lie beside `path`."""

    def __init__(self, disk: Disk, path: Path, group: str) -> None:
        self._family = group
        self._terms: list[bytes] = []
        self._last_doc = np.uint32(0)
        self._counts: dict[str, list[AnyArray]] = {name: [] for name in _STARTS}
        self._packed = {name: PackedParts(low) for name, low in _PACKED.items()}
        types = dict.fromkeys(_PLAIN, "<u4")
        types.update({name: parts.dtype.str for name, parts in self._packed.items()})
        self._spills = {
            name: SpillFile(disk, path.with_name(f"{path.name}.{name}.part"), dtype)
            for name, dtype in types.items()
        }

    def add(self, block: TermBlock) -> None:
        if not len(block.docs):
            return
        # Titles are counted from their term's first posting, wherever its blocks begin.
        before = int(self._counts["posts"][-1][-1]) if block.continues else 0
        self._terms += block.terms[1:] if block.continues else block.terms
        post_starts = starts(block.doc_freqs).astype(np.int64)
        title_hits = np.searchsorted(block.title.posts, post_starts)
        text_hits = np.searchsorted(block.text.posts, post_starts)
        hit_counts = np.diff(title_hits)
        title_posts = block.title.posts - np.repeat(post_starts[:-1], hit_counts)
        title_posts[: hit_counts[0]] += before
        self._count("posts", block.doc_freqs, block.continues)
        self._count("texts", _occurrences(block.text.freqs, text_hits), block.continues)
        self._count("hits", hit_counts, block.continues)
        self._count("titles", _occurrences(block.title.freqs, title_hits), block.continues)
        text_freqs = np.zeros(len(block.docs), block.text.freqs.dtype)
        text_freqs[block.text.posts] = block.text.freqs
        self._append("doc", self._gaps(block, post_starts[:-1]))
        self._append("text", text_freqs)
        self._append("text.pos", block.text.positions)
        self._append("title.post", title_posts)
        self._append("title.freq", block.title.freqs)
        self._append("title.pos", block.title.positions)

    def _gaps(self, block: TermBlock, firsts: AnyArray) -> AnyArray:
        """Return what each document is more than the one before it of the same term."""
        docs = block.docs.astype(np.uint32, copy=False)
        gaps = np.diff(docs, prepend=docs[:1])
        gaps[firsts] = docs[firsts]
        if block.continues:
            gaps[0] -= self._last_doc
        self._last_doc = docs[-1]
        return gaps

    def write(self, sections: SectionWriter) -> None:
        write_terms(sections, self._family, self._terms)
        for name, counts in self._counts.items():
            joined = np.concatenate(counts) if counts else np.empty(0, np.int64)
            sections.add(f"{self._family}.{name}", narrow(starts(joined)))
        for name, spill in self._spills.items():
            sections.add_parts(f"{self._family}.{name}", spill.dtype, spill.parts())
        for name, parts in self._packed.items():
            parts.write_high(sections, f"{self._family}.{name}")

    def close(self) -> None:
        for spill in self._spills.values():
            spill.close()

    def _count(self, name: str, counts: AnyArray, continues: bool) -> None:
        counts = counts.astype(np.int64)
        if continues:
            self._counts[name][-1][-1] += counts[0]
            counts = counts[1:]
        if len(counts):
            self._counts[name].append(counts)

    def _append(self, name: str, numbers: AnyArray) -> None:
        packed = self._packed.get(name)
        self._spills[name].append(packed.split(numbers) if packed else numbers)


def _occurrences(freqs: AnyArray, bounds: AnyArray) -> AnyArray:
    """Return the sums of `freqs` between neighbouring bounds."""
    counts: AnyArray = np.diff(starts(freqs).take(bounds))
    return counts
