"""Text of any length as a stream of lines, decoded as it is read."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from io import BufferedReader

from corpus.importing.charset import decode, tidy
from corpus.importing.source_file import MOST_ARTICLE_CHARS, SourceFile, UnreadableError

SAMPLE_BYTES = 256 * 1024
_PIECE_BYTES = 256 * 1024
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """Read the bytes that are no UTF-8 as Windows would: the others of the file stay right."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("as_windows", _as_windows)


def sample_of(document: SourceFile) -> bytes:
    """The first bytes of a document, as many as are buffered, still to be read."""
    return document.stream.peek(SAMPLE_BYTES)[:SAMPLE_BYTES]


def lines_of(document: SourceFile) -> Iterator[str]:
    """Yield the lines of a text file, without their ends, whatever its length.

    A file as long as one article may be is decoded as a whole; a longer one as its beginning
    tells. Raises UnreadableError where it is no text, or a line is longer than any article.
    """
    data = document.stream.read(MOST_ARTICLE_CHARS + 1)
    if len(data) <= MOST_ARTICLE_CHARS:
        yield from decode(data).split("\n")
        return
    yield from _decoded(data, document.stream)


def encoding_of(sample: bytes) -> str:
    """Return the encoding of a text that begins with these bytes. Guesses where nothing tells."""
    for mark, encoding in _MARKS:
        if sample.startswith(mark):
            return encoding
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes  # noqa: PLC0415 - slow to load

        best = from_bytes(sample[:SAMPLE_BYTES]).best()
        return best.encoding if best else "cp1252"
    return "utf-8"


def _decoded(data: bytes, stream: BufferedReader) -> Iterator[str]:
    encoding = encoding_of(data[:SAMPLE_BYTES])
    errors = "as_windows" if encoding.startswith("utf-8") else "replace"
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    rest = ""
    while data:
        # A "\r" at the end waits for the "\n" that may follow.
        text = rest + decoder.decode(data)
        held = "\r" if text.endswith("\r") else ""
        *lines, rest = tidy(text.removesuffix("\r")).split("\n")
        rest += held
        yield from lines
        if len(rest) > MOST_ARTICLE_CHARS:
            raise UnreadableError("a line longer than any article")
        data = stream.read(_PIECE_BYTES)
    yield from tidy(rest + decoder.decode(b"", final=True)).split("\n")
