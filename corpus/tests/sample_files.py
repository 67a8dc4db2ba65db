"""Real files of each format: those in `samples/`, and the ones that are made by hand."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

SAMPLES = Path(__file__).resolve().parent / "samples"
PARAGRAPH = "The envoys of both countries met for three hours on Friday in the harbour town."


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


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


def rtf(*paragraphs: str) -> bytes:
    """An RTF file with these paragraphs, or those of a short article."""
    shown = paragraphs or ("Envoys meet", "4 February 2022", PARAGRAPH)
    text = "".join(f"\\pard {one}\\par\n" for one in shown)
    return f"{{\\rtf1\\ansi\\ansicpg1252{{\\fonttbl{{\\f0 Arial;}}}}\n{text}}}".encode("latin-1")


def odt(*paragraphs: str) -> bytes:
    """An OpenDocument text with these paragraphs, or those of a short article."""
    shown = paragraphs or ("Envoys meet", "4 February 2022", PARAGRAPH)
    office = "urn:oasis:names:tc:opendocument:xmlns"
    text = "".join(f"<text:p>{one}</text:p>" for one in shown)
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": (
                f'<office:document-content xmlns:office="{office}:office:1.0" '
                f'xmlns:text="{office}:text:1.0" xmlns:table="{office}:table:1.0">'
                f"<office:body><office:text>{text}</office:text></office:body>"
                "</office:document-content>"
            ),
        }
    )


def xlsx(*sheets: list[list[str | int]], hidden: bool = False) -> bytes:
    """An Excel workbook of these rows; numbers are shown as days."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    texts: list[str] = []
    parts: dict[str, str] = {}
    for number, rows in enumerate(sheets, start=1):
        written = ""
        for row in rows:
            cells = ""
            for value in row:
                if isinstance(value, int):
                    cells += f'<c s="1"><v>{value}</v></c>'
                elif value:
                    cells += f'<c t="s"><v>{len(texts)}</v></c>'
                    texts.append(value)
                else:
                    cells += "<c/>"
            written += f"<row>{cells}</row>"
        parts[f"xl/worksheets/sheet{number}.xml"] = (
            f'<worksheet xmlns="{main}"><sheetData>{written}</sheetData></worksheet>'
        )
    count = range(1, len(sheets) + 1)
    state = ' state="hidden"' if hidden else ""
    named = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="r{n}"{state}/>' for n in count)
    linked = "".join(f'<Relationship Id="r{n}" Target="worksheets/sheet{n}.xml"/>' for n in count)
    shared = "".join(f"<si><t>{text}</t></si>" for text in texts)
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "xl/workbook.xml": (
                f'<workbook xmlns="{main}" xmlns:r="{links}"><sheets>{named}</sheets></workbook>'
            ),
            "xl/_rels/workbook.xml.rels": f"<Relationships>{linked}</Relationships>",
            "xl/styles.xml": (
                f'<styleSheet xmlns="{main}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/>'
                "</cellXfs></styleSheet>"
            ),
            "xl/sharedStrings.xml": f'<sst xmlns="{main}">{shared}</sst>',
            **parts,
        }
    )


def ods(rows: list[list[str | int]]) -> bytes:
    """An OpenDocument spreadsheet of these rows."""
    office = "urn:oasis:names:tc:opendocument:xmlns"
    cells = "<table:table-cell><text:p>%s</text:p></table:table-cell>"
    written = "".join(
        f"<table:table-row>{''.join(cells % cell for cell in row)}</table:table-row>"
        for row in rows
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": (
                f'<office:document-content xmlns:office="{office}:office:1.0" '
                f'xmlns:text="{office}:text:1.0" xmlns:table="{office}:table:1.0"><office:body>'
                f'<office:spreadsheet><table:table table:name="S">{written}</table:table>'
                "</office:spreadsheet></office:body></office:document-content>"
            ),
        }
    )


def parquet() -> bytes:
    """A Parquet file of one article."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    table = pa.table({"title": ["Envoys meet"], "date": ["2022-02-04"], "text": [PARAGRAPH]})
    pq.write_table(table, out)
    return out.getvalue()


def zipped(members: dict[str, str]) -> bytes:
    """A ZIP file with these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, text in members.items():
            packed.writestr(name, text)
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


def warc(*pages: tuple[str, bytes, str], kind: str = "response", encoding: str = "") -> bytes:
    """A WARC of responses or other records: address, body, content type."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=False)
    packed = [("Content-Encoding", encoding)] if encoding else []
    for url, body, media in pages:
        stated = [("Content-Type", media), *packed]
        headers = StatusAndHeaders("200 OK", stated, protocol="HTTP/1.0")
        record = writer.create_warc_record(
            url,
            kind,
            payload=io.BytesIO(body),
            http_headers=headers if kind == "response" else None,
            warc_content_type=media if kind != "response" else "",
        )
        writer.write_record(record)
    return out.getvalue()
