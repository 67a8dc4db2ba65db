"""Imports: what the records of one file tell about each other's dates."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.importing.pipeline import ingest
from corpus.models import Article
from corpus.tests.importing.test_pipeline import PROSE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_listens(settings):
    settings.CORPUS = replace(settings.CORPUS, after_write="")


def test_order_of_days_is_that_of_each_file_of_an_import(tmp_path):
    for name, told in (("a", "25/12/2020"), ("b", "12/25/2020")):
        rows = [f"{name} {day},{day},{PROSE} {name} {day}" for day in (told, "04/05/2021")]
        (tmp_path / f"{name}.csv").write_text("title,date,text\n" + "\n".join(rows))

    ingest([tmp_path])

    days = dict(Article.objects.values_list("title", "published"))
    assert {title: str(day) for title, day in days.items() if "2021" in title} == {
        "a 04/05/2021": "2021-05-04",
        "b 04/05/2021": "2021-04-05",
    }
