"""Exports saved as one HTML page: cut between articles, so that none is held whole."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from lxml import etree, html
from lxml.html import HtmlElement

from corpus.importing.charset import tidy
from corpus.importing.html_text import refuse_swollen_tags, tree_to_text
from corpus.importing.source_file import MOST_ARTICLE_CHARS, SourceFile, UnreadableError
from corpus.parsers.text_lines import SAMPLE_BYTES, encoding_of

_PIECE_BYTES = 256 * 1024
_DECLARED = re.compile(rb"<(?:meta|\?xml)[^>]+(?:charset|encoding)\s*=\s*[\"']?([\w.:-]+)", re.I)
_RULE = re.compile(r"<hr\b[^<>]*>", re.IGNORECASE)
RULE_LINE = "_" * 60
# ".c1 { text-align: center; }" and the paragraphs that have it.
_CENTRED_STYLE = re.compile(
    r"\.(?P<name>\w{1,20})\s*\{[^{}]{0,400}text-align:\s*center", re.IGNORECASE
)
_WITH_CLASS = re.compile(r"<(?:p|div)\s+class=[\"']?(?P<name>\w{1,20})[\"']?\s*>", re.IGNORECASE)
# Stands before a centred line. Texts have no such character.
_MARK = "\ue000"
_INDENT = " " * 12
_MIN_CUT_CHARS = 256 * 1024


def html_encoding(sample: bytes) -> str:
    """Return the encoding that a page declares, where Python knows it and the text agrees."""
    declared = _DECLARED.search(sample[:4096])
    if declared and not sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            name = codecs.lookup(declared[1].decode("ascii", "replace")).name
            codecs.getincrementaldecoder(name)().decode(sample)
        except (LookupError, UnicodeError, ValueError):
            pass
        else:
            return name
    return encoding_of(sample)


def html_pieces(document: SourceFile, begins: re.Pattern[str]) -> Iterator[str]:
    """Yield the markup of a page cut before each match of `begins`; what stands above is first."""
    for piece in _cut(document, begins, 0):
        refuse_swollen_tags(piece)
        yield piece


def html_lines(document: SourceFile, begins: re.Pattern[str]) -> Iterator[str]:
    """Yield the lines of a page's text, an empty one between two blocks.

    It is read in parts that are cut before a match of `begins`.
    """
    centred: frozenset[str] = frozenset()
    for piece in _cut(document, begins, _MIN_CUT_CHARS):
        refuse_swollen_tags(piece)
        centred = centred or centred_classes(piece)
        yield from lines_of_markup(piece, centred)


def centred_classes(markup: str) -> frozenset[str]:
    """Return the classes that the styles of a page set in the middle."""
    return frozenset(found["name"].lower() for found in _CENTRED_STYLE.finditer(markup))


def lines_of_markup(markup: str, centred: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield the lines of a part of a page; a rule across it becomes a line of underscores.

    Lines of elements with a class of `centred` are indented.
    """
    marked = _RULE.sub(f"<p>{RULE_LINE}</p>", markup)
    if centred:
        marked = _WITH_CLASS.sub(
            lambda found: found[0] + (_MARK if found["name"].lower() in centred else ""), marked
        )
    tree = parsed(marked)
    if tree is not None:
        for line in tree_to_text(tree).split("\n"):
            yield f"{_INDENT if line.startswith(_MARK) else ''}{line.replace(_MARK, '').strip()}"
        yield ""


def parsed(markup: str) -> HtmlElement | None:
    """Parse a part of a page. None where nothing is in it."""
    try:
        return html.fromstring(f"<div>{markup}</div>")
    except (etree.ParserError, ValueError):
        return None


def _cut(document: SourceFile, begins: re.Pattern[str], least: int) -> Iterator[str]:
    sample = document.stream.peek(SAMPLE_BYTES)[:SAMPLE_BYTES]
    encoding = html_encoding(sample)
    errors = "as_windows" if encoding.startswith("utf-8") else "replace"
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    held = ""
    searched = 0
    while data := document.stream.read(_PIECE_BYTES):
        held += tidy(decoder.decode(data).replace("\x00", ""))
        cut = 0
        for found in begins.finditer(held, searched):
            if found.start() - cut > least:
                yield held[cut : found.start()]
                cut = found.start()
        held = held[cut:]
        # A match may lie across the end of what was read.
        searched = max(1, len(held) - 200)
        if len(held) > MOST_ARTICLE_CHARS:
            raise UnreadableError("an article longer than any may be, or a page of another kind")
    yield held
