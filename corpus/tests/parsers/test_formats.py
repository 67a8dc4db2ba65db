"""Every format, read from a real file: what comes out, and that it is told by its content."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from corpus.documents import BadRecord, UnreadableError
from corpus.parsers import PARSERS, parser_for
from corpus.records import RawRecord
from corpus.tests.documents import document

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
PARAGRAPH = "The envoys of both countries met for three hours on Friday in the harbour town."


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def records(data: bytes, name: str = "file") -> list[RawRecord]:
    """Read a file by the parser that its content calls for."""
    parser = parser_for(document(data, name))
    found = parser.records(document(data, name))
    return [record for record in found if isinstance(record, RawRecord)]


def failures(data: bytes, name: str = "file") -> list[tuple[str, str]]:
    parser = parser_for(document(data, name))
    found = parser.records(document(data, name))
    return [(record.place, record.reason) for record in found if isinstance(record, BadRecord)]


def pdf(text: str = "Envoys meet in the harbour town", pages: int = 1) -> bytes:
    """A PDF written by hand: a font, and pages with a line of text each."""
    kids = " ".join(f"{4 + 2 * page} 0 R" for page in range(pages))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for page in range(pages):
        stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET"
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * page} 0 R >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    trailer = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    )
    return out + trailer.encode()


def word(span: int = 1) -> bytes:
    """A Word file with a title, an author and a table, whose cell is `span` columns wide."""
    file = docx.Document()
    file.core_properties.author = "Anna Writer"
    file.add_heading("Envoys meet", level=0)
    file.add_paragraph("The envoys met for three hours.")
    file.add_paragraph("They will meet again.")
    cell = file.add_table(rows=1, cols=1).rows[0].cells[0]
    cell.text = "Eleven questions"
    cell._tc.grid_span = span
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def epub(**replaced: str) -> bytes:
    """An EPUB of two articles, a cover and a table of contents."""
    members = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": (
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="OPS/package.opf"/></rootfiles></container>'
        ),
        "OPS/package.opf": (
            '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata '
            'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Gazette Weekly</dc:title>'
            "<dc:date>2022-02-04</dc:date><dc:language>en</dc:language></metadata><manifest>"
            '<item id="n" href="nav.xhtml" properties="nav"/><item id="c" href="cover.xhtml"/>'
            '<item id="a" href="a%20one.xhtml"/><item id="b" href="b.xhtml"/></manifest>'
            '<spine><itemref idref="n"/><itemref idref="c"/><itemref idref="a"/>'
            '<itemref idref="b"/><itemref idref="gone"/></spine></package>'
        ),
        "OPS/nav.xhtml": f"<html><body><p>{PARAGRAPH * 3}</p></body></html>",
        "OPS/cover.xhtml": "<html><body><p>Gazette Weekly</p></body></html>",
        "OPS/a one.xhtml": (
            f"<html><body><h1>Envoys meet</h1><p>{PARAGRAPH}</p><p>{PARAGRAPH}</p></body></html>"
        ),
        "OPS/b.xhtml": f"<html><body><h2>Again</h2><p>{PARAGRAPH * 2}</p></body></html>",
        **replaced,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, text in members.items():
            packed.writestr(name, text)
    return out.getvalue()


def warc(*pages: tuple[str, bytes, str]) -> bytes:
    """A WARC of responses: address, body, content type."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=False)
    for url, body, kind in pages:
        headers = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.0")
        writer.write_record(
            writer.create_warc_record(
                url, "response", payload=io.BytesIO(body), http_headers=headers
            )
        )
    return out.getvalue()


WHOLE: dict[str, tuple[bytes, str]] = {
    "HTML": (sample("talks.html"), "f"),
    "Markdown": (sample("talks.md"), "f"),
    "CSV": (sample("talks.csv"), "f"),
    "RSS or Atom feed": (sample("feed.rss"), "f"),
    "e-mail": (sample("message.eml"), "f"),
    "Reuters SGML": (sample("stories.sgm"), "f"),
    "NITF or NewsML-G2": (sample("nitf.xml"), "f"),
    "PDF": (pdf(), "f"),
    "Word": (word(), "f"),
    "EPUB": (epub(), "f"),
    "WARC": (warc(("https://gazette.example/17", sample("talks.html"), "text/html")), "f"),
    "JSON": (b'[{"text": "a"}]', "f"),
    "JSON Lines": (b'{"text": "a"}\n{"text": "b"}\n', "f"),
    "plain text": (b"Envoys meet\n\nThey met.", "f"),
}


@pytest.mark.parametrize("name", WHOLE)
def test_a_format_is_told_by_its_content(name):
    data, file_name = WHOLE[name]

    assert parser_for(document(data, file_name)).name == name


@pytest.mark.parametrize("name", WHOLE)
def test_a_misleading_name_does_not_matter(name):
    data, _ = WHOLE[name]

    assert parser_for(document(data, "misleading.txt")).name == name


def test_every_parser_has_a_sample():
    assert {parser.name for parser in PARSERS} == WHOLE.keys()


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_file_cut_short_gives_records_or_reasons_and_nothing_else(name, share):
    data, file_name = WHOLE[name]
    cut = data[: int(len(data) * share)]

    try:
        found = list(parser_for(document(cut, file_name)).records(document(cut, file_name)))
    except UnreadableError as error:
        found = [BadRecord("", str(error))]
    assert found
    assert all(record.reason for record in found if isinstance(record, BadRecord))


def test_a_web_page_gives_the_article_and_what_it_states():
    (record,) = records(sample("talks.html"))

    assert record.title == "Envoys meet in the harbour town"
    assert "trade & tariffs" in record.body
    assert "Sport" not in record.body
    assert "Ferry service" not in record.body
    assert record.metadata == {
        "date": "2022-02-04",
        "date evidence": "4 February 2022, 6:10 pm",
        "source": "Harbour Gazette",
        "author": "Anna Writer",
        "url": "https://gazette.example/2022/02/04/envoys-meet",
    }
    assert record.original == sample("talks.html").decode()


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("windows-1251", "cp1251"), ("nonsense", "utf-8"), ("utf-8", "cp1251")],
)
def test_a_web_page_is_decoded_as_it_declares_or_else_as_it_is(declared, encoding):
    text = "Переговоры начались в портовом городе в пятницу, сообщили в посольстве. " * 9
    page = f'<html><head><meta charset="{declared}"></head><body><p>{text}</p></body></html>'

    (record,) = records(page.encode(encoding))

    assert "портовом городе" in record.body


@pytest.mark.parametrize(
    "page",
    [b"<html></html>", b"<!DOCTYPE html>", b"<html><body><nav>Home</nav></body></html>"],
)
def test_a_web_page_without_an_article_is_named(page):
    with pytest.raises(UnreadableError, match=r"HTML|no article"):
        records(page)


def test_a_web_page_nested_without_end_is_read_or_refused():
    page = b"<html><body>" + b"<div>" * 100_000 + PARAGRAPH.encode() * 5

    try:
        records(page)
    except UnreadableError:
        return


def test_markdown_gives_plain_text():
    (record,) = records(sample("talks.md"))

    assert record.title == "Envoys meet in the harbour town"
    assert record.metadata == {
        "header date": "2022-02-04",
        "author": "Anna Writer",
        "source": "Harbour Gazette",
    }
    assert record.body == (
        "The envoys of both countries met for three hours on Friday.\n\nWhat was said\n\n"
        "Neither side gave details.\n\nThey will meet again."
    )


def test_markdown_s_first_heading_is_its_title():
    (record,) = records(b"# Envoys *meet*\n\nThey met.\n", "a.md")

    assert (record.title, record.body) == ("Envoys meet", "They met.")


def test_a_table_keeps_its_good_rows_and_names_the_others():
    assert [(r.key, r.title) for r in records(sample("talks.csv"))] == [
        ("1", "Envoys meet"),
        ("2", 'Ferry "Aurora" back'),
        ("5", "Market opens"),
        ("7", "Last one"),
    ]
    assert failures(sample("talks.csv")) == [
        ("row 3", "3 fields, where the table has 5 columns"),
        ("row 4", "a quote in it is never closed"),
        ("row 6", "6 fields, where the table has 5 columns"),
    ]


@pytest.mark.parametrize("delimiter", ["\t", ";", "|"])
def test_a_table_may_have_other_delimiters(delimiter):
    rows = (("headline", "content", "published"), ("Talks", "They met, and left.", "2022-02-04"))
    data = "\r\n".join(delimiter.join(row) for row in rows).encode()

    (record,) = records(data)

    assert (record.title, record.body) == ("Talks", "They met, and left.")
    assert record.metadata == {"date": "2022-02-04"}


def test_three_broken_rows_of_a_thousand_cost_no_other():
    rows = [f'{n},Title {n},"Text, of {n}",2022-02-04' for n in range(1000)]
    rows[100], rows[500], rows[900] = "100,x", '500,"open,Text,2022-02-04', "900,a,b,c,d,e"
    data = ("id,title,text,date\n" + "\n".join(rows)).encode()

    assert len(records(data)) == 997
    assert [place for place, _ in failures(data)] == ["row 101", "row 501", "row 901"]


def test_text_with_commas_is_no_table():
    assert parser_for(document(b"Talks, date and text, he said\nand left", "a.txt")).name == (
        "plain text"
    )


def test_a_feed_gives_its_entries():
    first, second = records(sample("feed.rss"))

    assert (first.key, first.title) == (
        "https://gazette.example/?p=17",
        "Envoys meet in the harbour town",
    )
    assert first.body == "The envoys met for three hours on Friday.\n\nThey will meet again."
    assert first.metadata == {
        "date": "Fri, 04 Feb 2022 23:30:00 -0800",
        "date evidence": "the feed's entry, published: Fri, 04 Feb 2022 23:30:00 -0800",
        "source": "Harbour Gazette",
        "author": "Anna Writer",
        "url": "https://gazette.example/envoys",
    }
    assert (second.key, second.body) == ("https://gazette.example/ferry", "The ferry sails again.")
    assert "date" not in second.metadata


def test_an_atom_feed_gives_when_an_entry_was_published():
    (record,) = records(sample("feed.atom"))

    assert record.body == "The envoys met.\n\nThey left."
    assert record.metadata["date"] == "2022-02-04T18:10:00+01:00"
    assert record.metadata["author"] == "Ben Reporter"


def test_an_e_mail_gives_its_plain_text():
    (record,) = records(sample("message.eml"))

    assert record.title == "Envoys meet in the harbour town – update"
    assert record.body.startswith("The envoys met in the café by the harbour.\n\nThey left")
    assert record.metadata == {
        "date": "Fri, 04 Feb 2022 18:10:00 +0100",
        "date evidence": "the message's date: Fri, 04 Feb 2022 18:10:00 +0100",
        "author": "Ben Reporter",
        "source": "Meridian Wire",
    }


def test_reuters_sgml_gives_its_stories():
    first, second = records(sample("stories.sgm"))

    assert (first.key, first.title) == ("1", "HERRING <HRG> CATCH RISES")
    assert first.body == (
        "HARBOUR TOWN, Feb 26 - The herring catch rose by\na tenth this season & the fleet grew.\n"
        "    It is to grow again."
    )
    assert first.metadata == {
        "date": "26-FEB-1987 15:01:01.79",
        "source": "Reuters",
        "author": "Anna Writer",
    }
    assert (second.key, second.title) == ("2", "HARBOUR TO CLOSE ON SUNDAY")


def test_nitf_gives_its_article():
    (record,) = records(sample("nitf.xml"))

    assert record.title == "Envoys Meet in the Harbour Town"
    assert record.body == (
        "HARBOUR TOWN, Feb. 4 - The envoys met for three hours.\n\nThey will meet again."
    )
    assert record.metadata == {
        "date": "20220204T000000",
        "source": "Harbour Gazette",
        "author": "ANNA WRITER",
        "url": "https://gazette.example/17",
    }


def test_newsml_gives_its_items_and_names_those_without_text():
    (record,) = records(sample("newsml.xml"))

    assert (record.key, record.title) == ("urn:wire:17", "Envoys meet")
    assert record.body == "HARBOUR TOWN, Feb 4 - The envoys met.\n\nThey left."
    assert record.metadata == {
        "date": "2022-02-04T18:10:00+01:00",
        "source": "Meridian Wire",
        "author": "Ben Reporter",
        "language": "en",
    }
    assert failures(sample("newsml.xml")) == [("item 2", "a news item without text")]


@pytest.mark.parametrize("root", ["nitf", "rss"])
def test_xml_entities_are_refused(root):
    bomb = f'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><{root}><p>&b;</p></{root}>'

    with pytest.raises(UnreadableError, match="declares entities"):
        records(bomb.encode())


def test_a_pdf_gives_the_text_of_its_pages():
    (record,) = records(pdf(pages=2))

    assert record.body == "Envoys meet in the harbour town\n\nEnvoys meet in the harbour town"
    assert record.metadata == {}


def test_a_pdf_without_text_is_named():
    with pytest.raises(UnreadableError, match="without a text layer"):
        records(pdf(text=""))


def test_a_word_file_gives_title_paragraphs_and_tables():
    (record,) = records(word())

    assert record.title == "Envoys meet"
    assert record.body == (
        "The envoys met for three hours.\n\nThey will meet again.\n\nEleven questions"
    )
    assert record.metadata == {"author": "Anna Writer"}


def test_an_epub_gives_its_articles_in_order():
    first, second = records(epub())

    assert (first.key, first.title) == ("OPS/a one.xhtml", "Envoys meet")
    assert first.body == f"Envoys meet\n\n{PARAGRAPH}\n\n{PARAGRAPH}"
    assert first.metadata == {"date": "2022-02-04", "source": "Gazette Weekly", "language": "en"}
    assert second.title == "Again"


def test_an_epub_that_names_what_is_not_there_is_named():
    package = '<package><manifest><item id="a" href="../../../etc/passwd"/></manifest>'
    data = epub(**{"OPS/package.opf": f'{package}<spine><itemref idref="a"/></spine></package>'})

    with pytest.raises(UnreadableError):
        records(data)


def test_a_web_archive_gives_its_pages():
    page = sample("talks.html")
    data = warc(
        ("https://gazette.example/17", page, "text/html; charset=utf-8"),
        ("https://gazette.example/x.png", b"\x89PNG", "image/png"),
        ("https://gazette.example/empty", b"<html></html>", "text/html"),
    )

    for form in (data, gzip.decompress(gzip.compress(data))):
        (record,) = records(form)
        assert record.key == record.metadata["url"] == "https://gazette.example/17"
        assert record.title == "Envoys meet in the harbour town"
    ((place, _),) = failures(data)
    assert place == "https://gazette.example/empty"


@pytest.mark.parametrize("name", ["PDF", "Word", "WARC"])
def test_a_missing_library_is_named_with_what_to_install(name, monkeypatch):
    def missing(wanted: str) -> Any:
        raise ImportError(wanted)

    monkeypatch.setattr("importlib.import_module", missing)

    with pytest.raises(UnreadableError, match=r"requirements-formats\.txt"):
        records(*WHOLE[name])
