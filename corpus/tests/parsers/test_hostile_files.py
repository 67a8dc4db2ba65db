"""Files made to take for ever, or all memory."""

from __future__ import annotations

import pytest

from corpus.importing.source_file import BadRecord, UnreadableError
from corpus.parsers import parser_for
from corpus.tests.documents import document
from corpus.tests.sample_files import PARAGRAPH, epub, word

MAX_BYTES = 32 * 2**20
PACKAGE = (
    '<package xmlns="http://www.idpf.org/2007/opf"><metadata/><manifest>'
    '<item id="b" href="b.xhtml"/></manifest><spine>%s</spine></package>'
)
#: What each holds that is read: records and reasons.
FILES: dict[str, tuple[bytes, int]] = {
    "quotes.csv": (b'id,title,text\n1,"open\n' + b'x,""\n' * 300_000, 300_001),
    "tags.sgm": (b"<REUTERS " * 300_000 + b"</REUTERS>", 1),
    "bodies.sgm": (b'<REUTERS NEWID="1"><TEXT>' + b"<BODY>" * 150_000 + b"</REUTERS>", 1),
    "lines.sgm": (b'<REUTERS NEWID="1"><BODY>a' + b"\n" * 900_000 + b"b</BODY></REUTERS>", 1),
    "heading.md": (b"# a" + b" " * 30_000 + b"b\n\ntext", 1),
    "attributes.html": (b"<html><p " + b" ".join(b"a%d=b" % n for n in range(300_000)), 0),
    "attributes.rss": (b"<rss><a " + b" ".join(b"a%d=b" % n for n in range(300_000)), 0),
    "digits.html": (b"<html><body><p>" + b"1" * 1_000_000 + b"!</p></body></html>", 1),
    "encoding.html": (
        b"<html><meta charset=punycode><p>" + b"a" * 2_000_000 + b"-" + b"b" * 400_000,
        1,
    ),
    "parameters.eml": (
        b"From: a@b.c\nTo: a@b.c\nDate: 4 Feb 2022\nContent-Type: text/plain;"
        + b" a%s=b;" % (b"b" * 40) * 100_000
        + b"\n\ntext",
        1,
    ),
    "encoding.eml": (
        b"From: a@b.c\nTo: a@b.c\nDate: 4 Feb 2022\nContent-Type: text/plain; charset=punycode\n\n"
        + b"a" * 2_000_000
        + b"-"
        + b"b" * 400_000,
        1,
    ),
    "pages.epub": (
        epub(
            **{
                "OPS/package.opf": PACKAGE % ('<itemref idref="b"/>' * 30_000),
                "OPS/b.xhtml": f"<html><body><p>{PARAGRAPH * 500}</p></body></html>",
            }
        ),
        1,
    ),
    "wide.docx": (word(span=10**9), 1),
}


@pytest.mark.parametrize("name", FILES)
def test_no_file_is_read_for_ever(name):
    """Each of these took minutes, years or all memory."""
    data, expected = FILES[name]
    parser = parser_for(document(data, name, MAX_BYTES))

    try:
        found = len(list(parser.records(document(data, name, MAX_BYTES))))
    except UnreadableError:
        found = 0

    assert found == expected


def test_an_epub_of_much_more_than_an_article_is_not_read_on(monkeypatch):
    monkeypatch.setattr("corpus.parsers.web.epub._MOST_SWELLING", 0.01)
    pages = {
        f"OPS/{n}.xhtml": f"<html><body><p>{PARAGRAPH * 20}</p></body></html>" for n in range(9)
    }
    items = "".join(f'<item id="i{n}" href="{n}.xhtml"/>' for n in range(9))
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(9))
    package = PACKAGE.replace('<item id="b" href="b.xhtml"/>', items) % spine
    book = document(epub(**{"OPS/package.opf": package}, **pages), "a.epub")

    with pytest.raises(UnreadableError, match="swells out of all proportion"):
        list(parser_for(book).records(book))


@pytest.mark.parametrize(
    ("page", "reason"), [("", "Document is empty"), ("<!-- -->", "Document is empty")]
)
def test_an_empty_page_of_an_epub_costs_no_other(page, reason):
    package = PACKAGE.replace("<item ", '<item id="a" href="a.xhtml"/><item ', 1) % (
        '<itemref idref="a"/><itemref idref="b"/>'
    )
    book = document(epub(**{"OPS/package.opf": package, "OPS/a.xhtml": page}), "a.epub")

    first, second = parser_for(book).records(book)

    assert isinstance(first, BadRecord)
    assert first.reason == reason
    assert not isinstance(second, BadRecord)
