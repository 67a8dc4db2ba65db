"""Exports of news databases: one file holds many articles.

To add a database, write a module in `vendors/` with a class that keeps to `exports.Export` and
put it into EXPORTS, above those whose exports it would also pass for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from corpus.parsers.base import Record
from corpus.parsers.databases.exports import Export, sampled
from corpus.parsers.databases.vendors.factiva import Factiva
from corpus.parsers.databases.vendors.factiva_text import FactivaText
from corpus.parsers.databases.vendors.infomedia import Infomedia
from corpus.parsers.databases.vendors.labelled_exports import LABELLED_EXPORTS
from corpus.parsers.databases.vendors.lexisnexis import LexisNexis
from corpus.parsers.databases.vendors.nexis_uni import NexisUni
from corpus.parsers.databases.vendors.proquest import ProQuest
from corpus.parsers.databases.vendors.retriever import Retriever

#: Asked in this order.
EXPORTS: tuple[Export, ...] = (
    NexisUni(),
    ProQuest(),
    LexisNexis(),
    Factiva(),
    FactivaText(),
    Retriever(),
    Infomedia(),
    *LABELLED_EXPORTS,
)


def export_for(sample: str) -> Export | None:
    """Return the database whose export begins with these lines, if any."""
    return next((export for export in EXPORTS if export.recognises(sample)), None)


def exported(lines: Iterable[str]) -> tuple[Iterator[Record] | None, Iterator[str]]:
    """Return the articles of an export, or None, and the lines, where they are none."""
    sample, every = sampled(lines)
    export = export_for(sample)
    return (export.records(every), iter(())) if export else (None, every)
