"""What a user states about a whole import."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.importing.import_options import ImportOptions, parse_field_map, parse_options
from corpus.importing.pipeline import ingest
from corpus.models import Article, ImportBatch

pytestmark = pytest.mark.django_db

TEXT = "Talks begin\n\nThey met on Friday, and they will meet again."


@pytest.fixture(autouse=True)
def _nobody_listens(settings):
    settings.CORPUS = replace(settings.CORPUS, after_write="")


def test_facts_hold_for_all_articles_and_are_kept_with_the_import(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.csv").write_text("title,text,source,date\nBridge,They met.,Crawler,04/05/2021\n")
    options = ImportOptions(source="Gazette", language="en", date_order="mdy", tags=("town",))

    ingest([tmp_path], options=options)

    articles = Article.objects.order_by("title")
    assert [(one.source.name, one.language, one.tags) for one in articles if one.source] == [
        ("Gazette", "en", ["town"]),
        ("Gazette", "en", ["town"]),
    ]
    assert str(articles[0].published) == "2021-04-05"
    assert ImportOptions.from_json(ImportBatch.objects.get().options) == options


@pytest.mark.parametrize(
    ("stated", "reason"),
    [
        ({"date_order": "ydm"}, "no date order"),
        ({"language": "English, mostly"}, "no language code"),
        ({"source": "x" * 201}, "longer than 200"),
        ({"tags": ["x" * 61]}, "at most 60"),
        ({"tags": list("abcdefghijklmnopqrstu")}, "at most 20 tags"),
    ],
    ids=str,
)
def test_options_that_say_nothing_are_refused(stated, reason):
    with pytest.raises(ValueError, match=reason):
        parse_options(fields={}, **stated)


def test_options_are_read_as_typed():
    options = parse_options(
        fields={}, date_order="D-M-Y", tags=[" town ", "town", ""], source=" A  B "
    )

    assert (options.date_order, options.tags, options.source) == ("dmy", ("town",), "A B")


def test_field_map_takes_paths():
    assert parse_field_map(["text=content.rendered", "id = n"]) == {
        "body": "content.rendered",
        "key": "n",
    }
