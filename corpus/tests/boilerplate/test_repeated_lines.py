"""Lines that recur, and cleaning stored articles anew."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from django.core.management import call_command

from corpus.boilerplate.cleaning import fold
from corpus.boilerplate.line_hashes import REASON, digests_of
from corpus.boilerplate.repeated_lines import as_settled, reclean, recurring_digests, settle
from corpus.models import (
    Article,
    ArticleLines,
    ChangeSet,
    FurnitureRule,
    OutboxEntry,
    Source,
)
from corpus.records import DATABASE_FIELD, HiddenLine, ParsedArticle
from corpus.tests.factories import parsed, stored

pytestmark = pytest.mark.django_db

SLOGAN = "The Gazette is read in every house by the harbour, and has been since 1890."


@pytest.fixture(autouse=True)
def _nobody_listens(settings):
    settings.CORPUS = replace(settings.CORPUS, after_write="")


def article(number: int, origin: str = "") -> ParsedArticle:
    """One of twenty articles: all begin with a label, every other ends with the slogan."""
    return parsed(
        origin or f"/{number}.txt",
        text=f"From our desk\n\nArticle {number} tells of talks.\n\n"
        f"{SLOGAN if number % 2 else f'The {number}. day ended.'}",
        source="Harbour Gazette",
    )


@pytest.fixture
def gazette() -> Source:
    """The twenty articles, stored."""
    Article.objects.store_many([article(number) for number in range(20)])
    OutboxEntry.objects.all().delete()
    return Source.objects.get(name="Harbour Gazette")


def recurring_lines(source: Source) -> set[str]:
    """The lines that recur in a source, in words."""
    found = recurring_digests(source, keep=False)
    digests: dict[int, str] = {}
    for each in Article.objects.filter(source=source):
        digests |= digests_of(each.all_lines())
    return {digests[digest] for digest in found}


def archive() -> list[tuple[str, str, str, list[dict[str, Any]]]]:
    """All that cleaning decides of the articles, by origin."""
    fields = ("origin", "title", "text", "hidden_lines")
    return list(Article.objects.order_by("origin").values_list(*fields))


def test_a_line_in_many_articles_of_a_source_recurs(gazette):
    assert recurring_lines(gazette) == {"From our desk", SLOGAN}


def test_a_line_in_few_articles_does_not_recur(gazette):
    Article.objects.filter(pk__gt=Article.objects.order_by("pk")[6].pk).delete()

    assert recurring_lines(gazette) == set()


def test_lines_of_wrapped_paragraphs_are_not_counted():
    wrapped = (
        "The talks of day {} went\non for three hours and\nwere then put off\nagain\nand again."
    )
    Article.objects.store_many(
        [parsed(f"/{n}.txt", text=wrapped.format(n), source="Wire") for n in range(30)]
    )

    assert recurring_lines(Source.objects.get(name="Wire")) == set()


def test_digests_that_are_missing_are_made(gazette):
    ArticleLines.objects.all().delete()

    assert recurring_lines(gazette) == {"From our desk", SLOGAN}
    assert not ArticleLines.objects.exists()
    recurring_digests(gazette, keep=True)
    assert ArticleLines.objects.count() == 20


def test_settling_hides_what_recurs_once(gazette):
    assert settle() == 20

    assert Article.objects.get(origin="/1.txt").text == "Article 1 tells of talks."
    assert OutboxEntry.objects.count() == 20
    assert settle() == 0
    gazette.refresh_from_db()
    assert (gazette.counted, gazette.unsettled) == (gazette.changes, False)


def test_lines_set_aside_by_a_parser_stay_hidden_when_cleaned_anew(gazette):
    aside = HiddenLine(3, "LOAD-DATE: May 5, 2021", DATABASE_FIELD)
    text = f"From our desk\n\nArticle 22 tells of talks. {SLOGAN}"
    Article.objects.store(
        parsed("/22.txt", text=text, source="Harbour Gazette", hidden_lines=(aside,))
    )

    settle()
    reclean(dry_run=False)

    stored_article = Article.objects.get(origin="/22.txt")
    assert "LOAD-DATE" not in stored_article.text
    assert "LOAD-DATE: May 5, 2021" in [line["text"] for line in stored_article.hidden_lines]


def test_what_is_known_to_recur_is_hidden_as_an_article_comes(gazette):
    settle()
    gazette = Source.objects.get()

    Article.objects.store(as_settled(article(21), gazette.recurring_digests, {}))

    assert Article.objects.get(origin="/21.txt").text == "Article 21 tells of talks."
    assert settle() == 0


def test_what_came_without_looking_is_brought_up_to_date(gazette):
    settle()

    Article.objects.store(article(21))

    assert settle() == 1
    assert Article.objects.get(origin="/21.txt").text == "Article 21 tells of talks."


def test_what_editors_keep_is_not_hidden_though_it_recurs(gazette):
    made = ChangeSet.objects.open(ChangeSet.Kind.FURNITURE, None)
    FurnitureRule.objects.create(
        folded=fold(SLOGAN),
        text=SLOGAN,
        hide=False,
        scope=FurnitureRule.Scope.SOURCE,
        source=gazette,
        change_set=made,
    )

    assert settle() == 20
    kept = Article.objects.get(origin="/1.txt")
    assert kept.text == f"Article 1 tells of talks.\n\n{SLOGAN}"
    recurring = Source.objects.get().recurring_digests
    coming = as_settled(article(21), recurring, {fold(SLOGAN): False})
    assert coming.text == f"Article 21 tells of talks.\n\n{SLOGAN}"
    assert settle() == 0


@pytest.mark.parametrize("lots", [[range(20)], [range(19, -1, -1)], [range(7), range(7, 20)]])
def test_the_order_of_articles_makes_no_difference(lots, gazette):
    settle()
    expected = archive()
    Article.objects.all().delete()
    Source.objects.all().delete()

    for lot in lots:
        Article.objects.store_many([article(number) for number in lot])
        settle()

    assert archive() == expected


def test_a_line_that_no_longer_recurs_is_shown_again(gazette):
    settle()
    few = Article.objects.filter(origin__in=[f"/{number}.txt" for number in range(1, 20, 4)])

    Article.objects.discard_many(few)

    assert settle() == 5
    assert Article.objects.get(origin="/3.txt").text.endswith(SLOGAN)
    assert "From our desk" not in Article.objects.get(origin="/3.txt").text


def test_settling_cut_short_goes_on(gazette, monkeypatch):
    monkeypatch.setattr("corpus.boilerplate.repeated_lines._LOT", 5)
    save, calls = Article.objects.save_cleaned, []

    def cut_short(*args):
        calls.append(args)
        if len(calls) == 3:
            raise KeyboardInterrupt
        save(*args)

    monkeypatch.setattr(Article.objects, "save_cleaned", cut_short)
    with pytest.raises(KeyboardInterrupt):
        settle()
    Article.objects.store(article(21))

    assert settle() == 11
    assert not any(SLOGAN in text for _, _, text, _ in archive())


def test_a_headline_taken_from_the_text_is_taken_from_what_stays(gazette):
    Article.objects.update(title_origin="derived", title="From our desk")

    settle()

    assert Article.objects.get(origin="/1.txt").title == "Article 1 tells of talks"


def test_an_article_moved_to_another_source_is_cleaned_as_the_others_there(gazette):
    settle()
    other = Source.objects.create(name="Wire")

    Article.objects.revise(Article.objects.get(origin="/1.txt"), source=other)
    settle()

    assert Article.objects.get(origin="/1.txt").text.endswith(SLOGAN)


def test_articles_of_merged_sources_are_cleaned_alike(gazette):
    settle()
    Article.objects.store(parsed("/z.txt", text=f"Talks.\n\n{SLOGAN}", source="The Gazette"))

    Source.objects.rename(Source.objects.get(name="The Gazette"), "Harbour Gazette")
    settle()

    assert Article.objects.get(origin="/z.txt").text == "Talks."


def test_reclean_hides_what_recurs_and_queues_the_articles(gazette):
    report = reclean(dry_run=False)

    article = Article.objects.get(origin="/1.txt")
    assert article.text == "Article 1 tells of talks."
    assert [line["text"] for line in article.hidden_lines] == ["From our desk", SLOGAN]
    assert article.word_count == 5
    assert (report.articles, report.changed) == (20, 20)
    assert OutboxEntry.objects.count() == 20
    assert reclean(dry_run=False).changed == 0


def test_reclean_shows_again_what_no_rule_hides_now():
    line = HiddenLine(2, "A line once thought furniture.", "an old rule")
    stored(text="Talks began.\n\nTalks ended.", hidden_lines=(line,))

    report = reclean(dry_run=False)

    article = Article.objects.get()
    assert article.text == "Talks began.\n\nA line once thought furniture.\nTalks ended."
    assert article.hidden_lines == []
    assert report.changed == 1


def test_a_dry_run_changes_nothing(gazette):
    output = io.StringIO()

    call_command("clean", "--dry-run", stdout=output)

    lines = output.getvalue().splitlines()
    assert lines[0] == f"hide     20 times  From our desk  ({REASON})"
    assert lines[-1] == "articles 20, changed 20"
    assert not any(article.hidden_lines for article in Article.objects.all())
    assert OutboxEntry.objects.count() == 0


def test_an_early_look_is_taken_only_where_twice_as_many_articles_came(gazette, monkeypatch):
    monkeypatch.setattr("corpus.boilerplate.repeated_lines._MIN_EARLY", 10)

    assert settle(early=True) == 20
    Article.objects.store_many([article(number) for number in range(20, 38)])
    assert settle(early=True) == 0
    gazette.refresh_from_db()
    assert (gazette.changes, gazette.counted) == (39, 20)
    settle()
    gazette.refresh_from_db()
    assert (gazette.changes, gazette.counted) == (39, 39)
