"""What an import would do, shown without doing it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.importing.pipeline import Outcome, ingest, preview
from corpus.models import Article, ImportBatch, OutboxEntry
from corpus.tests.importing.test_pipeline import GOOD, PROSE, write

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_listens(settings):
    settings.CORPUS = replace(settings.CORPUS, after_write="")


def test_a_preview_shows_what_would_come_and_stores_nothing(tmp_path):
    write(tmp_path, a_txt=GOOD, b_txt=f"Talks end\n\n{PROSE}", c_txt="")
    ingest([tmp_path / "a.txt"])
    write(tmp_path, a_txt=GOOD + "More.")
    before = Article.objects.count(), ImportBatch.objects.count(), OutboxEntry.objects.count()
    shown: list[Outcome] = []

    report = preview([tmp_path], shown.append)

    assert report.summary == "added 1, updated 1, unchanged 0, failed 1"
    assert [one.article.title for one in shown if one.article] == ["Talks begin", "Talks end"]
    assert before == (
        Article.objects.count(),
        ImportBatch.objects.count(),
        OutboxEntry.objects.count(),
    )


def test_a_preview_counts_copies_as_an_import_would(tmp_path):
    write(tmp_path, a_txt=GOOD, b_txt=GOOD, c_txt=f"Talks end\n\n{PROSE}", d_txt=GOOD + "More.")
    ingest([tmp_path / "d.txt"])
    write(tmp_path, e_txt=GOOD + "More.")

    previewed = preview([tmp_path], lambda _: None)

    assert previewed.summary == "added 2, updated 0, unchanged 3, failed 0"
    assert ingest([tmp_path]).summary == previewed.summary
