"""Lines marked by hand: which articles change, the rule that stays, and the way back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User

from corpus.boilerplate.repeated_lines import reclean
from corpus.curation.line_rules import Marking, dry_run, mark, mark_in_lots, open_furniture
from corpus.curation.undo import undo
from corpus.importing.pipeline import ingest
from corpus.models import Article, ChangeSet, FurnitureRule, OutboxEntry, Source
from corpus.records import HiddenLine
from corpus.tests.factories import stored

pytestmark = pytest.mark.django_db

SLOGAN = "Voices of the old quay"


@pytest.fixture
def anna() -> User:
    return User.objects.create_user("anna")


@pytest.fixture
def articles() -> list[Article]:
    """Two of one source with the slogan, one of another, one without it."""
    return [
        stored("/a", text=f"Talks began.\n\n{SLOGAN}\n\nThey ended."),
        stored("/b", text=f"Grain left.\n\n{SLOGAN.upper()} "),
        stored("/c", text=f"{SLOGAN}\n\nShips came.", source="Harbour Gazette"),
        stored("/d", text=f"Nothing is more than the voices of the old quay. {SLOGAN}, he said."),
    ]


def texts() -> dict[str, str]:
    return {article.origin: article.text for article in Article.objects.order_by("pk")}


def state() -> list[dict[str, Any]]:
    columns = ("origin", "text", "hidden_lines", "word_count", "edited_fields")
    return list(Article.objects.order_by("pk").values(*columns))


@pytest.mark.parametrize(
    ("scope", "changed"),
    [("article", ["/a"]), ("source", ["/a", "/b"]), ("everywhere", ["/a", "/b", "/c"])],
)
def test_a_marking_reaches_its_scope_and_no_further(articles, anna, scope, changed):
    marking = Marking(articles[0].pk, scope, hide=(SLOGAN,))
    before = texts()

    run = dry_run(marking)
    assert texts() == before
    made = mark(marking, anna)

    assert [one.article.origin for one in run.samples] == changed
    assert (run.articles, run.lines, made.article_count) == (len(changed),) * 3
    assert [origin for origin, text in texts().items() if text != before[origin]] == changed


def test_marking_leaves_the_line_out_and_keeps_it(articles, anna):
    OutboxEntry.objects.all().delete()

    made = mark(Marking(articles[0].pk, "article", hide=(SLOGAN,)), anna)

    article = Article.objects.get(origin="/a")
    assert article.text == "Talks began.\n\nThey ended."
    assert article.hidden_lines == [
        {"line": 2, "text": SLOGAN, "reason": "left out by an editor", "gap": True}
    ]
    assert article.word_count == 4
    assert str(made) == "1 line left out in one article"
    assert [entry.article_id for entry in OutboxEntry.objects.all()] == [article.pk]


@pytest.mark.parametrize("scope", ["article", "source", "everywhere"])
def test_undo_restores_every_byte_and_takes_the_rule_back(articles, anna, scope):
    before = state()
    made = mark(Marking(articles[0].pk, scope, hide=(SLOGAN,)), anna)
    after = state()

    undone = undo(made, anna)
    assert state() == before
    assert not FurnitureRule.objects.filter(active=True).exists()
    undo(undone, anna)

    assert state() == after
    assert FurnitureRule.objects.get().active


def test_a_line_hidden_wrongly_is_brought_back(anna):
    line = HiddenLine(2, "Talks: a summary", "navigation", gap=True)
    article = stored(text="Talks began.\n\nTalks ended.", hidden_lines=(line,))
    before = state()

    made = mark(Marking(article.pk, "source", keep=("Talks: a summary",)), anna)

    assert texts()["/archive/a.txt"] == "Talks began.\n\nTalks: a summary\n\nTalks ended."
    undo(made, anna)
    assert state() == before


def test_where_nothing_would_be_left_nothing_is_hidden(anna):
    article = stored(text="Only this.")

    run = dry_run(Marking(article.pk, "article", hide=("Only this.",)))

    assert (run.articles, run.emptied) == (0, 1)


def test_a_narrower_decision_outweighs_a_wider_one(articles, anna):
    mark(Marking(articles[1].pk, "article", keep=(SLOGAN,)), anna)

    run = dry_run(Marking(articles[0].pk, "everywhere", hide=(SLOGAN,)))
    mark(Marking(articles[0].pk, "everywhere", hide=(SLOGAN,)), anna)

    assert [one.article.origin for one in run.samples] == ["/a", "/c"]
    assert SLOGAN.upper() in texts()["/b"]


def test_later_imports_follow_the_rules(tmp_path: Path, anna):
    first = tmp_path / "first.txt"
    first.write_text(f"Talks begin\n\nThe talks began on Friday.\n\n{SLOGAN}\n", "utf-8")
    ingest([first])
    article = Article.objects.get()
    made = mark(Marking(article.pk, "everywhere", hide=(SLOGAN,)), anna)

    second = tmp_path / "second.txt"
    second.write_text(f"Ships\n\nThe ships left on Monday.\n\n{SLOGAN.upper()}\n", "utf-8")
    ingest([second])
    undo(made, anna)
    third = tmp_path / "third.txt"
    third.write_text(f"Grain\n\nThe grain was sold.\n\n{SLOGAN}\n", "utf-8")
    ingest([third])

    hidden = {Path(a.origin).name: bool(a.hidden_lines) for a in Article.objects.all()}
    assert hidden == {"first.txt": False, "second.txt": True, "third.txt": False}


def test_rules_of_a_source_follow_its_names(tmp_path: Path, anna):
    article = stored("/a", text=f"Talks began.\n\n{SLOGAN}", source="Meridian")
    mark(Marking(article.pk, "source", hide=(SLOGAN,)), anna)
    Source.objects.rename(Source.objects.get(), "Meridian Wire")

    path = tmp_path / "a.json"
    path.write_text(
        f'{{"title": "Grain", "text": "Grain was sold.\\n\\n{SLOGAN}", "source": "MERIDIAN"}}'
    )
    ingest([path])

    assert Article.objects.get(title="Grain").text == "Grain was sold."


def test_cleaning_anew_keeps_what_editors_decided(articles, anna):
    mark(Marking(articles[0].pk, "source", hide=(SLOGAN,)), anna)
    before = state()

    assert reclean(dry_run=False).changed == 0

    assert state() == before


def test_work_cut_short_goes_on_and_does_nothing_twice(articles, anna, monkeypatch):
    monkeypatch.setattr("corpus.curation.line_rules._LOT", 1)
    marking = Marking(articles[0].pk, "everywhere", hide=(SLOGAN,))
    before = state()
    made = open_furniture(marking, anna)
    assert next(mark_in_lots(marking, made)) == 1

    again = ChangeSet.objects.get(pk=made.pk)
    for _ in mark_in_lots(marking, again):
        pass

    assert again.article_count == made.changes.count() == 3
    undo(again, anna)
    assert state() == before
