"""The write doors: what they write, what they leave alone, and that the index hears of it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError

from corpus.models import Article, ImportBatch, Original, OutboxEntry, Source
from corpus.records import HiddenLine, PublishedDate
from corpus.tests.factories import parsed, stored

pytestmark = pytest.mark.django_db


def queued() -> list[int]:
    return list(OutboxEntry.objects.values_list("article_id", flat=True))


def test_store_writes_the_article_its_original_and_an_outbox_entry():
    batch = ImportBatch.objects.create()
    hidden = HiddenLine(3, "see more", "link to another article")

    outcome = Article.objects.store(
        parsed(original="Talks.\n\nsee more", hidden_lines=(hidden,)), batch
    )

    article = Article.objects.get()
    assert outcome == "added"
    assert article.title == "Talks begin"
    assert article.published == dt.date(2022, 2, 4)
    assert (article.date_precision, article.date_origin) == ("day", "header")
    assert article.source is not None
    assert article.source.name == "Meridian Wire"
    assert article.hidden_lines == [
        {"line": 3, "text": "see more", "reason": "link to another article", "gap": False}
    ]
    assert article.original.text == "Talks.\n\nsee more"
    assert article.word_count == 6
    assert article.batch == batch
    assert queued() == [article.pk]


def test_store_again_is_unchanged_and_queues_nothing():
    stored()
    OutboxEntry.objects.all().delete()

    assert Article.objects.store(parsed()) == "unchanged"
    assert queued() == []


def test_store_of_a_changed_file_updates_in_place():
    article = stored()

    outcome = Article.objects.store(parsed(text="Talks ended."))

    changed = Article.objects.get()
    assert outcome == "updated"
    assert (changed.pk, changed.text) == (article.pk, "Talks ended.")
    assert changed.original.text == "Talks ended."
    assert queued() == [article.pk, article.pk]


@pytest.mark.parametrize(
    ("key", "outcome"), [("", "unchanged"), ("17", "added")], ids=["file", "record"]
)
def test_store_of_known_content_elsewhere_is_a_duplicate_unless_it_has_a_key(key, outcome):
    stored("/archive/a.txt")

    assert Article.objects.store(parsed("/archive/b.txt", key=key)) == outcome


def test_store_many_tells_each_outcome_in_order():
    stored("/archive/a.txt", text="One.")
    stored("/archive/b.txt", text="Two.")

    outcomes = Article.objects.store_many(
        [
            parsed("/archive/b.txt", text="Two."),
            parsed("/archive/c.txt", text="Three."),
            parsed("/archive/a.txt", text="One and a half."),
            parsed("/archive/d.txt", text="Three."),
        ]
    )

    assert outcomes == ["unchanged", "added", "updated", "unchanged"]
    assert Article.objects.count() == Original.objects.count() == 3


def test_store_many_writes_all_or_none():
    broken = parsed("/archive/b.txt", text="b", published=PublishedDate(None, "day", "header"))

    with pytest.raises(IntegrityError):
        Article.objects.store_many([parsed(text="a"), broken])


def test_store_shortens_what_the_columns_cannot_hold():
    article = stored(source="s" * 300, author="a" * 400, url="https://x.test/" + "u" * 3000)

    assert article.source is not None
    assert article.source.name == "s" * 200
    assert article.author == "a" * 300
    assert article.url == ""


def test_discard_deletes_and_queues():
    article = stored()
    pk = article.pk
    OutboxEntry.objects.all().delete()

    Article.objects.discard(article)

    assert not Article.objects.exists()
    assert not Original.objects.exists()
    assert queued() == [pk]


def test_revise_marks_the_editor_and_queues():
    article = stored()
    OutboxEntry.objects.all().delete()

    Article.objects.revise(article, title="  Talks start ", published=dt.date(2021, 12, 30))

    assert (article.title, article.title_origin) == ("Talks start", "editor")
    assert (article.published, article.date_origin) == (dt.date(2021, 12, 30), "editor")
    assert article.date_evidence == ""
    assert article.edited_fields == ["published", "title"]
    assert queued() == [article.pk]


@pytest.mark.parametrize(
    ("precision", "day"),
    [
        ("day", dt.date(2021, 12, 30)),
        ("month", dt.date(2021, 12, 1)),
        ("year", dt.date(2021, 1, 1)),
        ("none", None),
    ],
)
def test_revise_keeps_the_first_day_of_what_is_known(precision, day):
    article = stored()

    Article.objects.revise(article, published=dt.date(2021, 12, 30), date_precision=precision)

    assert (article.published, article.date_precision) == (day, precision)


def test_revise_to_undated_stays_undated_when_the_file_changes():
    article = stored()
    Article.objects.revise(article, published=None)

    Article.objects.store(parsed(text="Talks ended."))

    article.refresh_from_db()
    assert article.text == "Talks ended."
    assert (article.published, article.date_precision, article.date_origin) == (
        None,
        "none",
        "none",
    )


def test_update_keeps_what_an_editor_set_and_changes_the_rest():
    article = stored()
    wire = Source.objects.create(name="Harbour Gazette")
    Article.objects.revise(article, title="Ours", source=wire, hidden=True)

    Article.objects.store(parsed(text="Talks ended.", title="Theirs", author="A. Writer"))

    article.refresh_from_db()
    assert (article.title, article.title_origin, article.source) == ("Ours", "editor", wire)
    assert article.hidden
    assert article.author == "A. Writer"


@pytest.mark.parametrize("changes", [{"pk": 3}, {"text": "x"}, {"title": "  "}])
def test_revise_refuses_what_is_not_for_editors(changes):
    article = stored()

    with pytest.raises(ValueError, match=r"not for editors|needs a title"):
        Article.objects.revise(article, **changes)


def test_renaming_a_source_queues_its_articles():
    article = stored()
    OutboxEntry.objects.all().delete()

    Source.objects.rename(Source.objects.get(), "Harbour Gazette")

    article.refresh_from_db()
    assert str(article.source) == "Harbour Gazette"
    assert queued() == [article.pk]


def test_renaming_a_source_to_a_taken_name_merges_the_two():
    stored("/archive/a.txt", text="One.", source="Reuters Africa")
    stored("/archive/b.txt", text="Two.", source="Reuters")

    kept = Source.objects.rename(Source.objects.get(name="Reuters Africa"), "Reuters")

    assert [source.name for source in Source.objects.all()] == ["Reuters"]
    assert kept.articles.count() == 2


@pytest.mark.parametrize(
    ("spellings", "name"),
    [
        (["Harbour Gazette", "The Harbour Gazette", "harbourgazette.com"], "Harbour Gazette"),
        (["HARBOUR GAZETTE", "Harbour Gazette"], "Harbour Gazette"),
        (["TASS", "Tass"], "TASS"),
        (["harbourgazette.com", "Harbour Gazette Ltd"], "harbourgazette.com"),
    ],
)
def test_spellings_of_one_outlet_are_one_source(spellings, name):
    for number, spelled in enumerate(spellings):
        stored(f"/archive/{number}.txt", text=f"Text {number}.", source=spelled)

    assert [source.name for source in Source.objects.all()] == [name]


def test_spelling_that_two_sources_share_makes_a_source_of_its_own():
    Source.objects.create(name="The Gazette")
    Source.objects.create(name="Gazette Ltd")

    assert Source.objects.named(["Gazette"])["Gazette"].name == "Gazette"


def test_later_imports_follow_a_renamed_source():
    stored("/archive/a.txt", text="One.", source="REUTERS NEWS")
    reuters = Source.objects.rename(Source.objects.get(), "Reuters")

    article = stored("/archive/b.txt", text="Two.", source="Reuters News")

    assert article.source == reuters
    assert [source.name for source in Source.objects.all()] == ["Reuters"]


def test_merging_takes_the_aliases_along():
    for number, name in enumerate(("Reuters", "RTR", "Reuter")):
        stored(f"/archive/{number}.txt", text=f"Text {number}.", source=name)
    Source.objects.rename(Source.objects.get(name="RTR"), "Reuter")

    kept = Source.objects.rename(Source.objects.get(name="Reuter"), "Reuters")

    assert sorted(alias.name for alias in kept.aliases.all()) == ["RTR", "Reuter"]
    assert kept.articles.count() == 3


def test_a_source_may_take_back_its_old_name():
    stored(source="Reuters")
    source = Source.objects.rename(Source.objects.get(), "Reuters News")

    source = Source.objects.rename(source, "Reuters")

    assert source.name == "Reuters"
    assert [alias.name for alias in source.aliases.all()] == ["Reuters News"]


@pytest.mark.parametrize("name", ["ТАСС", "Süddeutsche Zeitung", "新华社", "Straße & Co"])
def test_a_source_may_have_any_letters(name):
    first = stored("/archive/a.txt", text="One.", source=name)
    second = stored("/archive/b.txt", text="Two.", source=name)

    assert first.source == second.source == Source.objects.get(name=name)


def test_the_case_of_letters_makes_no_other_source():
    Article.objects.store_many(
        [
            parsed("/archive/a.txt", text="One.", source="TASS"),
            parsed("/archive/b.txt", text="Two.", source="Tass"),
        ]
    )
    stored("/archive/c.txt", text="Three.", source="tass")

    assert [source.name for source in Source.objects.all()] == ["TASS"]
    assert Source.objects.get().articles.count() == 3


def test_discarding_a_source_keeps_its_articles():
    article = stored()
    OutboxEntry.objects.all().delete()

    Source.objects.discard(Source.objects.get())

    article.refresh_from_db()
    assert article.source is None
    assert queued() == [article.pk]


@pytest.mark.parametrize(
    ("precision", "last"),
    [
        ("day", dt.date(2024, 2, 1)),
        ("month", dt.date(2024, 2, 29)),
        ("year", dt.date(2024, 12, 31)),
    ],
)
def test_last_published_is_the_last_day_the_date_may_mean(precision, last):
    article = Article(published=dt.date(2024, 2, 1), date_precision=precision)

    assert article.last_published == last


def test_an_editor_s_language_is_no_guess_and_stays():
    article = stored(language="no", language_confidence=0.55)

    Article.objects.revise(article, language="da")
    Article.objects.store(parsed(text="Changed.", language="sv", language_confidence=0.6))

    article.refresh_from_db()
    assert (article.language, article.language_confidence) == ("da", None)


@pytest.mark.django_db
def test_articles_read_by_number_are_not_put_in_order(django_assert_num_queries):
    made = [stored(f"/archive/{n}.txt", text=f"text {n}").pk for n in range(3)]

    with django_assert_num_queries(1) as queries:
        found = Article.objects.shown().in_bulk(made)

    assert sorted(found) == sorted(made)
    assert "ORDER BY" not in queries[0]["sql"]
