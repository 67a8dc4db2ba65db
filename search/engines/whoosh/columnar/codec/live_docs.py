"""The deleted documents of a segment, as of one generation: a small file of its own.

A container of one section, `deleted` (u4): the numbers of the documents, ascending. So
deleting an article never rewrites its segment.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.columnar.codec.container import Container, SectionWriter, WrittenFile
from search.engines.whoosh.columnar.codec.disk import Disk
from search.engines.whoosh.columnar.codec.index_errors import CorruptIndexError

_VERSION = 1


def write_deletions(disk: Disk, path: Path, deleted: NDArray[np.bool_]) -> WrittenFile:
    """Write and sync which documents are deleted. Raises OSError."""
    sections = SectionWriter(disk, path, _VERSION)
    try:
        sections.add("deleted", np.flatnonzero(deleted).astype("<u4"))
        return sections.finish()
    finally:
        sections.close()


def read_deletions(path: Path, documents: int) -> NDArray[np.bool_]:
    """Return which of a segment's documents are deleted.

    Raises OSError, CorruptIndexError and UnknownFormatError.
    """
    numbers = Container.open(path, _VERSION)["deleted"].whole()
    if len(numbers) and int(numbers[-1]) >= documents:
        raise CorruptIndexError(path.name, "is not of this segment")
    deleted = np.zeros(documents, np.bool_)
    deleted[numbers] = True
    deleted.flags.writeable = False
    return deleted
