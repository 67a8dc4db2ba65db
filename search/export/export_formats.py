"""The table of download formats. See the package for how to add one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from search.export.export_row import ExportHead, ExportRow
from search.export.formats.bibtex_export import write_bibtex
from search.export.formats.csl_export import write_csl
from search.export.formats.csv_export import write_csv
from search.export.formats.jsonl_export import write_jsonl
from search.export.formats.markdown_export import write_markdown
from search.export.formats.ris_export import write_ris
from search.export.formats.xlsx_export import write_xlsx
from search.export.formats.zip_export import write_zip

Write = Callable[[Iterable[ExportRow], ExportHead], Iterator[str] | Iterator[bytes]]


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A format: its name in addresses, what people call it, and how rows are written.

    `needs_text` is True where the format is nothing without full texts.
    """

    name: str
    label: str
    media_type: str
    extension: str
    write: Write
    needs_text: bool = False


EXPORT_FORMATS: dict[str, ExportFormat] = {
    each.name: each
    for each in (
        ExportFormat("csv", "CSV", "text/csv; charset=utf-8", "csv", write_csv),
        ExportFormat(
            "xlsx",
            "Excel",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "xlsx",
            write_xlsx,
        ),
        ExportFormat(
            "jsonl", "JSON Lines", "application/jsonl; charset=utf-8", "jsonl", write_jsonl
        ),
        ExportFormat(
            "ris",
            "RIS (Zotero, EndNote)",
            "application/x-research-info-systems; charset=utf-8",
            "ris",
            write_ris,
        ),
        ExportFormat("bib", "BibTeX", "application/x-bibtex; charset=utf-8", "bib", write_bibtex),
        ExportFormat(
            "csl", "CSL-JSON", "application/vnd.citationstyles.csl+json", "json", write_csl
        ),
        ExportFormat("md", "Markdown", "text/markdown; charset=utf-8", "md", write_markdown),
        ExportFormat(
            "zip", "Texts to read (ZIP)", "application/zip", "zip", write_zip, needs_text=True
        ),
    )
}
