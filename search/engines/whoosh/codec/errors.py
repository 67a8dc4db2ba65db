"""What can be wrong with an index."""

from __future__ import annotations


class IndexProblemError(Exception):
    """The index cannot be used as it is; the message names the file and what is wrong."""


class CorruptIndexError(IndexProblemError):
    """A file is not as it was written: cut, changed, or gone."""


class UnknownFormatError(IndexProblemError):
    """A file was written by another version of the format."""


class NeedsRebuildError(IndexProblemError):
    """The index answers, but nothing may be added to it: it has to be built anew."""
