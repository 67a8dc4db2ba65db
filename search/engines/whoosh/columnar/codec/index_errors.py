"""What can be wrong with an index."""

from __future__ import annotations


class IndexProblemError(Exception):
    """The index cannot be used as it is; the message names the file and what is wrong."""


class CorruptIndexError(IndexProblemError):
    """A file, named by `file`, is not as it was written: cut, changed, or gone."""

    def __init__(self, file: str, problem: str) -> None:
        super().__init__(f"{file} {problem}")
        self.file = file


class UnknownFormatError(IndexProblemError):
    """A file was written by another version of the format."""


class NeedsRebuildError(IndexProblemError):
    """The index answers, but nothing may be added to it: it has to be built anew."""


class NoIndexError(IndexProblemError):
    """Nothing was ever committed here."""


class IndexWriteError(IndexProblemError):
    """The system refused to write: a full disk, a read-only folder. Nothing has changed."""
