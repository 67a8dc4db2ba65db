"""An import that several processes read is the import that one reads, row for row."""

from __future__ import annotations

import io
import json
import multiprocessing
import os
import random
import signal
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from corpus.importing.import_options import ImportOptions
from corpus.importing.import_report import IngestReport, Silent
from corpus.importing.pipeline import ingest
from corpus.importing.reading import files_ahead, read_ahead
from corpus.models import (
    Article,
    ArticleLines,
    Change,
    ChangeSet,
    ImportBatch,
    ImportItem,
    Original,
    OutboxEntry,
    Source,
)

WORDS = (
    *("talks", "harbour", "envoy", "ferry", "market", "letter", "treaty", "winter", "barrier"),
    *("minister", "well-known", "Straße", "été", "naïve", "co-operate", "2021", "U.S.", "“peace”"),
)
SLOGAN = "The Gazette is read in every house by the harbour, and has been since 1890."
BROKEN = ("bar-\nrier came", "air-\nraid", "the com- mittee", "well-\nknown", "har- bour")
DATES = ("2021-02-04", "04/05/2021", "25/12/2020", "30 February 2021", "")
RECORDS = 700
#: Never empty: all that an import writes, but for numbers and times that differ each time.
TABLES: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (Original, ("article__origin", "text")),
    (ArticleLines, ("article__origin", "digests", "hidden")),
    (ImportItem, ("origin", "outcome", "note", "article__origin")),
    (Source, ("name", "recurring", "changes", "counted", "unsettled")),
    (Change, ("field", "after")),
)
_PASSING = {"id", "batch", "imported", "updated", "source"}


@pytest.fixture(autouse=True)
def _early(settings, monkeypatch) -> None:
    """Other processes from the first record on, and an index that grows while they read."""
    monkeypatch.setattr(read_ahead, "_MIN_RECORDS", 0)
    monkeypatch.setattr(files_ahead, "_MIN_FILES", 1)
    monkeypatch.setattr(files_ahead, "_MAX_FILES", 30)
    monkeypatch.setattr("corpus.importing.record_reader._LOT_RECORDS", 60)
    settings.CORPUS = replace(settings.CORPUS, announce_every=150)


def prose(chance: random.Random, words: int) -> str:
    """Text with all that reading looks at: broken words, lines that recur, a dateline."""
    lines = []
    for _ in range(max(1, words // 12)):
        line = " ".join(chance.choices(WORDS, k=12)).capitalize()
        if chance.random() < 0.3:
            line += f" {chance.choice(BROKEN)}"
        lines.append(line + chance.choice((".", ".\n", "…")))
    if chance.random() < 0.5:
        lines.insert(0, "OSLO, Feb 4 (Meridian) - ")
    if chance.random() < 0.6:
        lines.append(f"\n{SLOGAN}")
    return "\n".join(lines)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "press"
    made.mkdir()
    return made


def write_dump(folder: Path, seed: int) -> None:
    """A dump with records of every kind, some twice and some broken, and files beside it."""
    chance = random.Random(seed)
    lines = []
    for number in range(RECORDS):
        record = {
            "id": chance.choice((number, number // 2)),
            "title": chance.choice(("", f"Talks {number}", prose(chance, 6))),
            "text": prose(chance, chance.randint(1, 150)),
            "date": chance.choice(DATES),
            "source": chance.choice(("Harbour Gazette", "HARBOUR GAZETTE", "Wire", "")),
            "author": chance.choice(("By ANNA WRITER", "Writer, Anna; Ben Editor", "")),
        }
        lines.append(json.dumps(record))
        if chance.random() < 0.03:
            lines.append(chance.choice(("{broken", '{"id": 1, "text": ""}', lines[0])))
    (folder / "dump.jsonl").write_text("\n".join(lines))
    for number in range(30):
        (folder / f"page-{number:02}.txt").write_text(prose(chance, 80))
    (folder / "page-99.txt").write_text((folder / "page-00.txt").read_text())
    (folder / "empty.txt").write_text("")
    for number in range(10):
        body = "".join(f"<p>{line}</p>" for line in prose(chance, 120).split("\n"))
        page = f"<html><head><title>Page {number}</title></head><body>{body}</body></html>"
        (folder / f"page-{number}.html").write_text(page)
    with zipfile.ZipFile(folder / "pages.zip", "w") as packed:
        for number in range(10):
            packed.writestr(f"in/{number}.txt", prose(chance, 60))
        packed.writestr("in/broken.json", "{")
    (folder / "table.txt").write_text("a,b,c,d\n1,2,3,4\n" * 9)


def rows(report: IngestReport) -> list[Any]:
    """All that an import wrote and told."""
    names = [field.name for field in Article._meta.concrete_fields if field.name not in _PASSING]
    batch = ImportBatch.objects.get()
    told = [report.summary, report.settled, report.failures, report.passed_over]
    counts = [batch.added, batch.updated, batch.unchanged, batch.failed, batch.position]
    written = list(Article.objects.order_by("pk").values_list(*names, "source__name"))
    assert written
    others = [list(model.objects.order_by("pk").values_list(*names)) for model, names in TABLES]
    assert all(others)
    failures = list(batch.failures.order_by("pk").values_list("path", "reason"))
    return [told, counts, written, *others, failures, OutboxEntry.objects.count()]


def forget() -> None:
    """Empty the archive."""
    for model in (Article, ImportBatch, ChangeSet, Source):
        model.objects.all().delete()
    OutboxEntry.objects.all().delete()


def imported(folder: Path, settings: Any, processes: int, progress: Any = None) -> list[Any]:
    """Import into an empty archive and index; return all that was written."""
    forget()
    call_command("rebuild_index", stdout=io.StringIO())
    settings.CORPUS = replace(settings.CORPUS, import_processes=processes)
    return rows(ingest([folder], progress, ImportOptions(tags=("press",))))


class Watching(Silent):
    """Calls a function the first time that another process reads."""

    def __init__(self, call: Callable[[int], object]) -> None:
        self.call = call
        self.called = 0

    def advance(self, read_bytes: int, name: str) -> None:
        children = [child.pid for child in multiprocessing.active_children() if child.pid]
        if children and not self.called:
            self.called = len(children)
            self.call(children[0])


@pytest.mark.process
@pytest.mark.django_db
@pytest.mark.parametrize("seed", [1, 2])
def test_import_in_several_processes_writes_the_rows_of_one(folder, settings, seed):
    write_dump(folder, seed)
    alone = imported(folder, settings, 1)
    watching = Watching(lambda pid: None)

    together = imported(folder, settings, 3, watching)

    assert watching.called == 2
    assert together == alone
    assert multiprocessing.active_children() == []


@pytest.mark.process
@pytest.mark.django_db
def test_import_goes_on_alone_where_a_process_dies(folder, settings, caplog):
    write_dump(folder, 3)
    alone = imported(folder, settings, 1)
    watching = Watching(lambda pid: os.kill(pid, signal.SIGKILL))

    together = imported(folder, settings, 2, watching)

    assert watching.called == 1
    assert "has died" in caplog.text
    assert together == alone


@pytest.mark.process
@pytest.mark.django_db
def test_import_that_is_cancelled_leaves_no_process(folder, settings):
    write_dump(folder, 4)

    def cancel(pid: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        imported(folder, settings, 2, Watching(cancel))

    assert multiprocessing.active_children() == []
