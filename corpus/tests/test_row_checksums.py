"""Every function that writes articles leaves rows that fit their checksums."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from corpus.boilerplate.repeated_lines import reclean, settle
from corpus.curation.line_rules import Marking, mark
from corpus.curation.undo import undo
from corpus.importing.pipeline import ingest
from corpus.jobs.worker import run_waiting
from corpus.models import Article, ChangeSet, Source
from corpus.models.writing.row_checksums import row_checksum, text_checksum
from corpus.rereading.reread_job import start_reread
from corpus.tests.factories import parsed, stored

pytestmark = pytest.mark.django_db

TEXT = "Talks began.\n\nRead more\n\nThey ended."


@pytest.fixture(autouse=True)
def _nobody_listens(settings):
    settings.CORPUS = replace(settings.CORPUS, after_write="")


def unfit() -> list[int]:
    """The articles whose rows do not fit their checksums."""
    return [
        article.pk
        for article in Article.objects.all()
        if article.text_checksum != article.computed_text_checksum()
        or article.checksum != article.computed_checksum()
    ]


def import_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("title: Talks\ndate: 2022-02-04\n\nThey met.\n\nRead more\n")
    ingest([tmp_path / "a.txt"])


def import_it_changed(tmp_path: Path) -> None:
    import_a_file(tmp_path)
    (tmp_path / "a.txt").write_text("title: Talks end\n\nThey met again, and parted.\n")
    ingest([tmp_path / "a.txt"])


def edit_the_title(tmp_path: Path) -> None:
    Article.objects.revise(stored(text=TEXT), title="Another", author="Anna Writer")


def edit_without_texts(tmp_path: Path) -> None:
    article = stored(text=TEXT)
    under = ChangeSet.objects.open(ChangeSet.Kind.EDIT, None)

    def undate(row: Article) -> None:
        row.edit({"published": None})

    Article.objects.rewrite([article.pk], undate, under, lines=False)


def edit_and_undo(tmp_path: Path) -> None:
    article = stored(text=TEXT)
    Article.objects.revise(article, language="de", published=dt.date(2021, 1, 1))
    undo(ChangeSet.objects.get(), AnonymousUser())


def hide_a_line(tmp_path: Path) -> ChangeSet:
    article = stored(text=TEXT)
    made = mark(Marking(article.pk, "article", hide=("They ended.",)), AnonymousUser())
    assert Article.objects.get().hidden_lines
    return made


def hide_a_line_and_undo_it(tmp_path: Path) -> None:
    undo(hide_a_line(tmp_path), AnonymousUser())


def clean_anew(tmp_path: Path) -> None:
    stored(text=TEXT)
    reclean(dry_run=False)
    assert Article.objects.get().hidden_lines


def read_again(tmp_path: Path) -> None:
    import_a_file(tmp_path)
    Article.objects.update(author="Nobody", title="Nothing")
    start_reread()
    run_waiting()


def import_lines_that_recur(tmp_path: Path) -> None:
    slogan = "The Gazette is read in every house by the harbour, and has been since 1890."
    for number in range(20):
        text = f"Article {number} tells of talks.\n\n{slogan}"
        Article.objects.store(parsed(f"/{number}", text=text, source="Gazette"))
    assert settle() == 20


def rename_a_source(tmp_path: Path) -> None:
    Source.objects.rename(stored().source or Source(), "Another Wire")


DOORS = (
    import_a_file,
    import_it_changed,
    edit_the_title,
    edit_without_texts,
    edit_and_undo,
    hide_a_line,
    hide_a_line_and_undo_it,
    clean_anew,
    read_again,
    import_lines_that_recur,
    rename_a_source,
)


@pytest.mark.parametrize("write", DOORS)
def test_written_row_fits_its_checksums(write: Callable[[Path], Any], tmp_path):
    write(tmp_path)

    assert Article.objects.exists()
    assert unfit() == []


def test_edit_of_another_field_does_not_hide_a_damaged_text():
    article = stored(text=TEXT)
    Article.objects.filter(pk=article.pk).update(text=TEXT.replace("began", "begun"))

    Article.objects.revise(Article.objects.get(), author="Anna Writer")

    assert unfit() == [article.pk]


def test_checksums_tell_every_value_apart():
    line = {"line": 1, "text": "Read more", "reason": "link", "gap": False}
    texts = [
        text_checksum("Talks", []),
        text_checksum("Talk", [{**line, "text": "s"}]),
        text_checksum("Talks", [line]),
        text_checksum("Talks", [{**line, "gap": True}]),
        text_checksum("Talks", [{**line, "line": 2}]),
        text_checksum("Talks", [{**line, "reason": "menu"}]),
    ]
    facts: dict[str, Any] = {
        "title": "Talks",
        "author": "Anna",
        "language": "en",
        "published": dt.date(2022, 2, 4),
        "date_precision": "day",
    }
    others = {"title": "Talk", "author": "Ann", "language": "de", "published": None}
    rows = [row_checksum(1, **facts), row_checksum(2, **facts)]
    rows += [row_checksum(1, **{**facts, name: value}) for name, value in others.items()]
    rows.append(row_checksum(1, **{**facts, "date_precision": "month"}))

    assert len({*texts, *rows}) == len(texts) + len(rows)
    assert all(0 <= number < 2**63 for number in (*texts, *rows))
