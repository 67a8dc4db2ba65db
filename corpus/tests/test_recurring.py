"""Lines that recur, and cleaning stored articles anew."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command

from corpus.models import Article, OutboxEntry, Source
from corpus.records import HiddenLine
from corpus.recurring import REASON, reclean, recurring_lines
from corpus.tests.factories import parsed, stored

pytestmark = pytest.mark.django_db

SLOGAN = "The Gazette is read in every house by the harbour, and has been since 1890."


@pytest.fixture(autouse=True)
def _nobody_listens(settings):
    settings.CORPUS = {**settings.CORPUS, "AFTER_WRITE": ""}


@pytest.fixture
def gazette() -> Source:
    """Twenty articles of one source; ten of them end with its slogan, all begin with a label."""
    Article.objects.store_many(
        [
            parsed(
                f"/{number}.txt",
                text=f"From our desk\n\nArticle {number} tells of talks.\n\n"
                f"{SLOGAN if number % 2 else f'The {number}. day ended.'}",
                source="Harbour Gazette",
            )
            for number in range(20)
        ]
    )
    OutboxEntry.objects.all().delete()
    return Source.objects.get(name="Harbour Gazette")


def test_a_line_in_many_articles_of_a_source_recurs(gazette):
    assert recurring_lines(gazette) == {"From our desk": REASON, SLOGAN: REASON}


def test_a_line_in_few_articles_does_not_recur(gazette):
    Article.objects.filter(pk__gt=Article.objects.order_by("pk")[6].pk).delete()

    assert recurring_lines(gazette) == {}


def test_lines_of_wrapped_paragraphs_are_not_counted():
    wrapped = (
        "The talks of day {} went\non for three hours and\nwere then put off\nagain\nand again."
    )
    Article.objects.store_many(
        [parsed(f"/{n}.txt", text=wrapped.format(n), source="Wire") for n in range(30)]
    )

    assert recurring_lines(Source.objects.get(name="Wire")) == {}


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
