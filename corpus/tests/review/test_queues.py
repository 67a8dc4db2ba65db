"""What waits in each queue, and what each way to settle it does."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User

from corpus.curation.editing import EditConflictError, edit
from corpus.curation.undoing import undo
from corpus.ingest import ingest
from corpus.jobs.worker import run_waiting
from corpus.models import Article, ChangeSet, FurnitureRule, ImportBatch, ImportFailure
from corpus.records import HiddenLine, PublishedDate
from corpus.review import QUEUES, lines
from corpus.review.base import Queue
from corpus.review.deciding import decide, undo_last
from corpus.tests.factories import parsed, stored

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_index(settings: Any) -> None:
    settings.CORPUS = {**settings.CORPUS, "AFTER_WRITE": ""}


@pytest.fixture
def editor() -> User:
    return User.objects.create_user("ida")


def subjects(queue: Queue) -> list[str]:
    """Walk a queue from end to end, as skipping does."""
    found: list[str] = []
    while item := queue.after(found[-1] if found else ""):
        assert item.subject not in found
        found.append(item.subject)
    assert queue.count() == len(found)
    return found


def titles(queue: Queue) -> list[str]:
    return [item.title for name in subjects(queue) if (item := queue.find(name))]


def undated(origin: str, **fields: Any) -> Article:
    fields.setdefault("text", f"Talks of {origin}.")
    return stored(origin, published=PublishedDate(), **fields)


def doubted(origin: str, day: dt.date = dt.date(2022, 2, 4), doubt: str = "", **fields: Any) -> Any:
    fields.setdefault("text", f"Talks of {origin}.")
    published = PublishedDate(day, "day", "metadata", day.isoformat(), doubt)
    return stored(origin, published=published, **fields)


def failed(path: str, reason: str = "broken") -> ImportFailure:
    return ImportFailure.objects.create(
        batch=ImportBatch.objects.create(), path=path, reason=reason
    )


def with_hidden(number: int, source: str, *lines: str, reason: str = "a link") -> Article:
    hidden = tuple(HiddenLine(place + 1, line, reason) for place, line in enumerate(lines))
    text = f"Convoy {number} left the port."
    content = f"{source} {number}"
    return stored(
        f"/archive/{source}-{number}.txt",
        text=text,
        source=source,
        hidden_lines=hidden,
        content_hash=content,
    )


# Undated articles


def test_undated_articles_wait_and_no_others(editor):
    undated("/a", title="One")
    doubted("/b", title="Dated")
    undated("/c", title="Two")
    edit(undated("/d", title="Hidden"), {"hidden": True}, editor)

    assert titles(QUEUES["undated"]()) == ["One", "Two"]


def test_dates_an_article_mentions_are_choices_in_their_sentences():
    article = undated(
        "/a",
        title="Ferries",
        text="They met on 4 February 2022, he said. Not 12 March! It was in May 2021",
        hidden_lines=(HiddenLine(1, "Posted 6 February 2022", "a stamp"),),
    )

    item = QUEUES["undated"]().find(str(article.pk))

    assert item is not None
    assert [(c.key, c.value, c.label, c.before, c.text, c.after) for c in item.choices] == [
        ("1", "2022-02-04", "4 February 2022", "They met on ", "4 February 2022", ", he said."),
        ("2", "2021-05", "May 2021", "It was in ", "May 2021", ""),
        ("3", "2022-02-06", "6 February 2022", "Posted ", "6 February 2022", ""),
    ]
    assert [(m.before, m.text, m.after) for m in item.mentions] == [("Not ", "12 March", "!")]


def test_no_more_choices_are_offered_than_there_are_keys():
    text = " ".join(f"It was 4 February {year}." for year in range(1990, 2010))
    article = undated("/a", text=text)

    item = QUEUES["undated"]().find(str(article.pk))

    assert item is not None
    assert [choice.key for choice in item.choices] == list("123456789")


def test_long_sentence_is_cut_around_its_date():
    article = undated("/a", text="word " * 100 + "on 4 February 2022 " + "more " * 100)

    item = QUEUES["undated"]().find(str(article.pk))

    assert item is not None
    (choice,) = item.choices
    assert choice.before.startswith("…")
    assert choice.after.endswith("…")
    assert len(choice.before) < 170


@pytest.mark.parametrize(
    ("value", "day", "precision", "told"),
    [
        ("2022-02-04", dt.date(2022, 2, 4), "day", "Dated 4 February 2022"),
        ("2021-05", dt.date(2021, 5, 1), "month", "Dated May 2021"),
        ("2021", dt.date(2021, 1, 1), "year", "Dated 2021"),
        ("Feb. 4, 2022", dt.date(2022, 2, 4), "day", "Dated 4 February 2022"),
        ("undated", None, "none", "Confirmed as undated"),
    ],
)
def test_undated_article_is_dated_or_confirmed(editor, value, day, precision, told):
    article = undated("/a")

    made = decide(QUEUES["undated"](), str(article.pk), value, editor)

    article.refresh_from_db()
    assert (article.published, article.date_precision) == (day, precision)
    assert "published" in article.edited_fields
    assert made.decision == told
    assert made.change_set is not None
    assert (made.change_set.kind, made.change_set.made_by) == (ChangeSet.Kind.REVIEW, editor)
    assert subjects(QUEUES["undated"]()) == []


@pytest.mark.parametrize(
    "value", ["", "4 February", "2022-13", "2022-00-04", "9999-01-01", "soon", "x" * 999]
)
def test_what_is_no_date_settles_nothing(editor, value):
    article = undated("/a")

    with pytest.raises(ValueError, match=r"\.$"):
        decide(QUEUES["undated"](), str(article.pk), value, editor)

    article.refresh_from_db()
    assert article.published is None
    assert subjects(QUEUES["undated"]()) == [str(article.pk)]
    assert ChangeSet.objects.count() == 0


def test_confirmed_article_comes_back_when_its_file_changes(editor):
    article = undated("/a")
    decide(QUEUES["undated"](), str(article.pk), "undated", editor)
    edit(article, {"title": "Corrected"}, editor)
    assert subjects(QUEUES["undated"]()) == []

    Article.objects.store(parsed("/a", text="New words.", published=PublishedDate()))

    assert subjects(QUEUES["undated"]()) == [str(article.pk)]
    decide(QUEUES["undated"](), str(article.pk), "undated", editor)
    assert subjects(QUEUES["undated"]()) == []


def test_decision_undone_in_the_log_brings_the_article_back(editor):
    article = undated("/a")
    made = decide(QUEUES["undated"](), str(article.pk), "2022", editor)
    assert made.change_set is not None

    undoing = undo(made.change_set, editor)
    assert subjects(QUEUES["undated"]()) == [str(article.pk)]

    undo(undoing, editor)
    assert subjects(QUEUES["undated"]()) == []


def test_article_changed_since_it_was_shown_is_not_overwritten(editor):
    article = undated("/a")
    item = QUEUES["undated"]().find(str(article.pk))
    assert item is not None
    other = User.objects.create_user("bo")
    edit(article, {"published": dt.date(2021, 1, 1)}, other)
    edit(article, {"published": None}, other)

    with pytest.raises(EditConflictError):
        decide(QUEUES["undated"](), str(article.pk), "2022-02-04", editor, item.stamp)

    article.refresh_from_db()
    assert article.published is None
    assert subjects(QUEUES["undated"]()) == [str(article.pk)]


# Suspected dates


def test_contradicted_future_and_far_too_early_dates_wait(editor):
    for number in range(30):
        doubted(f"/n{number}", title="Sound")
    doubted("/a", doubt="The address says “2021/02/04”.", title="Contradicted")
    doubted("/b", dt.date(2099, 1, 1), title="Future")
    doubted("/c", dt.date(1911, 1, 1), title="Early")
    doubted("/d", dt.date(2014, 1, 1), title="Not so early")
    undated("/e", title="Undated")

    assert titles(QUEUES["dates"]()) == ["Contradicted", "Future", "Early"]


def test_in_a_small_archive_no_date_is_far_from_the_others():
    for number in range(10):
        doubted(f"/n{number}")
    doubted("/c", dt.date(1911, 1, 1))

    assert subjects(QUEUES["dates"]()) == []


def test_what_another_place_says_is_the_first_choice_and_its_own_date_is_none():
    article = doubted(
        "/a", doubt="The dateline says “March 4, 2021”.", text="On 4 February 2022, in May 2020."
    )

    item = QUEUES["dates"]().find(str(article.pk))

    assert item is not None
    assert [choice.value for choice in item.choices] == ["2021-03-04", "2020-05"]
    assert ("In doubt", "The dateline says “March 4, 2021”.") in item.facts
    assert ("Date", "4 February 2022, from metadata: 2022-02-04") in item.facts


def test_date_that_cannot_be_is_told_but_not_offered():
    article = doubted("/a", doubt="The header says “1 January 1970”, a placeholder.")

    item = QUEUES["dates"]().find(str(article.pk))

    assert item is not None
    assert item.choices == ()


@pytest.mark.parametrize(
    ("value", "day"),
    [("keep", dt.date(2022, 2, 4)), ("undated", None), ("2021-03-04", dt.date(2021, 3, 4))],
)
def test_suspected_date_is_kept_taken_away_or_replaced(editor, value, day):
    article = doubted("/a", doubt="The dateline says “March 4, 2021”.")

    made = decide(QUEUES["dates"](), str(article.pk), value, editor)

    article.refresh_from_db()
    assert article.published == day
    assert (made.change_set is None) == (value == "keep")
    assert subjects(QUEUES["dates"]()) == []


def test_date_made_undated_by_an_editor_may_be_asked_about_again(editor):
    article = doubted("/a", doubt="The dateline says “March 4, 2021”.")

    decide(QUEUES["dates"](), str(article.pk), "undated", editor)

    assert subjects(QUEUES["undated"]()) == [str(article.pk)]


# Headlines


def test_derived_headlines_wait_with_the_first_lines_as_choices(editor):
    article = stored(
        "/archive/2022/ferry-talks_resume.txt",
        title="Ferries wait…",
        title_origin="derived",
        text=f"Harbour\n\nFerries wait all day.\n{'long ' * 60}\nFourth line.\nFifth line.",
    )
    stored("/b", title="Stated")

    assert subjects(QUEUES["titles"]()) == [str(article.pk)]
    item = QUEUES["titles"]().find(str(article.pk))
    assert item is not None
    assert [choice.label for choice in item.choices] == [
        "Harbour", "Ferries wait all day.", "Fourth line.", "Ferry talks resume",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "title", "origin"),
    [
        ("keep", "Talks begin", "derived"),
        ("title:Harbour", "Harbour", "editor"),
        ("  Written   anew ", "Written anew", "editor"),
        ("title:keep", "keep", "editor"),
    ],
)
def test_headline_is_kept_or_set(editor, value, title, origin):
    article = stored("/a", title_origin="derived")

    decide(QUEUES["titles"](), str(article.pk), value, editor)

    article.refresh_from_db()
    assert (article.title, article.title_origin) == (title, origin)
    assert subjects(QUEUES["titles"]()) == []


@pytest.mark.parametrize("value", ["", "title: ", "x" * 301])
def test_headline_of_no_use_is_refused(editor, value):
    article = stored("/a", title_origin="derived")

    with pytest.raises(ValueError, match="headline"):
        decide(QUEUES["titles"](), str(article.pk), value, editor)

    assert subjects(QUEUES["titles"]()) == [str(article.pk)]


# Failed files


def test_last_failure_of_each_file_waits_unless_it_was_imported_since():
    failed("/a", "old reason")
    failed("/b")
    failed("/a", "new reason")
    failed("/c")
    stored("/c")

    queue = QUEUES["failures"]()

    assert titles(queue) == ["/b", "/a"]
    last = queue.find(subjects(queue)[1])
    assert last is not None
    assert ("Reason", "new reason") in last.facts


def test_file_that_failed_after_it_was_imported_waits():
    stored("/a")
    failed("/a")

    assert titles(QUEUES["failures"]()) == ["/a"]


def test_file_left_out_comes_back_only_for_another_reason(editor):
    failed("/a", "broken")
    queue = QUEUES["failures"]()

    decide(queue, subjects(queue)[0], "keep", editor)
    failed("/a", "broken")
    assert subjects(queue) == []

    failed("/a", "no words in it")
    assert titles(queue) == ["/a"]


def test_mended_file_is_imported(editor, tmp_path: Path):
    file = tmp_path / "talks.txt"
    file.write_text("")
    ingest([file])
    queue = QUEUES["failures"]()
    assert titles(queue) == [str(file)]

    file.write_text("Talks begin\n\nThey met in the harbour town.")
    made = decide(queue, subjects(queue)[0], "retry", editor)

    assert Article.objects.get().title == "Talks begin"
    assert made.decision == "Imported: added 1, updated 0, unchanged 0, failed 0"
    assert subjects(queue) == []
    assert ImportBatch.objects.get(added=1).made_by == editor
    assert undo_last(queue, editor) is None


def test_file_that_fails_again_stays(editor, tmp_path: Path):
    file = tmp_path / "talks.txt"
    file.write_text("")
    ingest([file])
    queue = QUEUES["failures"]()
    (subject,) = subjects(queue)

    with pytest.raises(ValueError, match="failed again: empty file"):
        decide(queue, subject, "retry", editor)

    assert subjects(queue) == [subject]


@pytest.mark.parametrize("how", [ImportBatch.How.UPLOAD, ImportBatch.How.TEXT, "folder", "feed"])
def test_name_of_an_upload_never_leads_to_a_file_of_the_server(editor, tmp_path, how):
    file = tmp_path / "secret.txt"
    file.write_text("Passwords\n\nNobody's business.")
    failure = failed(str(file))
    ImportBatch.objects.filter(pk=failure.batch_id).update(how=how)
    queue = QUEUES["failures"]()
    (subject,) = subjects(queue)

    with pytest.raises(ValueError, match="cannot be tried again"):
        decide(queue, subject, "retry", editor)

    assert Article.objects.count() == 0


def test_file_of_a_folder_that_may_be_read_is_tried_again(editor, tmp_path, settings):
    settings.CORPUS = {**settings.CORPUS, "IMPORT_ROOTS": [str(tmp_path)]}
    file = tmp_path / "talks.txt"
    file.write_text("Talks begin\n\nThey met in the harbour town.")
    failure = failed(str(file))
    ImportBatch.objects.filter(pk=failure.batch_id).update(how=ImportBatch.How.FOLDER)
    queue = QUEUES["failures"]()

    decide(queue, subjects(queue)[0], "retry", editor)

    assert Article.objects.get().title == "Talks begin"


def test_link_put_in_a_files_place_is_not_followed(editor, tmp_path):
    secret, file = tmp_path / "secret.txt", tmp_path / "talks.txt"
    secret.write_text("Passwords\n\nNobody's business.")
    file.symlink_to(secret)
    failed(str(file))

    item = QUEUES["failures"]().after("")

    assert item is not None
    assert item.choices == ()


@pytest.mark.parametrize(
    "path", ["/nowhere/talks.txt", "archive.zip!/a.txt", "a\0b", "-", "README.md", "."]
)
def test_file_that_is_not_there_cannot_be_tried_again(editor, path):
    failed(path)
    queue = QUEUES["failures"]()
    item = queue.after("")
    assert item is not None
    assert item.choices == ()

    with pytest.raises(ValueError, match="cannot be tried again"):
        decide(queue, item.subject, "retry", editor)


# Lines


def test_lines_hidden_often_wait_source_by_source_most_first():
    for number in range(4):
        with_hidden(number, "Meridian Wire", "See more", "Share")
    for number in range(5):
        with_hidden(number, "Harbour Gazette", "See more")
    for number in range(2):
        with_hidden(number, "Seldom", "See more")
    queue = QUEUES["lines"]()

    items = [queue.find(subject) for subject in subjects(queue)]

    assert [(item.title, item.facts[0][1], item.facts[2][1]) for item in items if item] == [
        ("See more", "Harbour Gazette", "5 articles"),
        ("See more", "Meridian Wire", "4 articles"),
        ("Share", "Meridian Wire", "4 articles"),
    ]


def test_line_is_shown_where_it_stood():
    for number in range(3):
        with_hidden(number, "Meridian Wire", "See more")

    item = QUEUES["lines"]().after("")

    assert item is not None
    assert item.text == ("Convoy 0 left the port.\n▸ See more",)


def test_accepted_line_leaves_the_queue_and_stays_hidden(editor):
    articles = [with_hidden(number, "Meridian Wire", "See more") for number in range(3)]
    queue = QUEUES["lines"]()

    decide(queue, subjects(queue)[0], "keep", editor)

    assert subjects(queue) == []
    articles[0].refresh_from_db()
    assert articles[0].text == "Convoy 0 left the port."


def test_line_brought_back_stands_in_its_place_in_that_source_alone(editor):
    articles = [with_hidden(number, "Meridian Wire", "See more", "Share") for number in range(3)]
    other = with_hidden(0, "Harbour Gazette", "See more")
    queue = QUEUES["lines"]()
    line = next(name for name in subjects(queue) if (i := queue.find(name)) and "See" in i.title)

    made = decide(queue, line, "back", editor)

    for number, article in enumerate(articles):
        article.refresh_from_db()
        assert article.text == f"Convoy {number} left the port.\nSee more"
        assert [hidden["text"] for hidden in article.hidden_lines] == ["Share"]
    other.refresh_from_db()
    assert other.text == "Convoy 0 left the port."
    assert made.decision == "Brought back in 3 articles"
    assert titles(queue) == ["Share"]


# All of them


@pytest.mark.parametrize("name", list(QUEUES))
@pytest.mark.parametrize("subject", ["", "7", "0", "-1", "9" * 19, "9" * 30, "²", "x", "a" * 64])
def test_what_names_no_item_finds_none(name, subject):
    assert QUEUES[name]().find(subject) is None


def test_line_brought_back_stays_so_in_later_imports(editor):
    for number in range(3):
        with_hidden(number, "Meridian Wire", "See more")
    queue = QUEUES["lines"]()

    decide(queue, subjects(queue)[0], "back", editor)

    rule = FurnitureRule.objects.get()
    assert (rule.text, rule.hide, rule.scope, str(rule.source)) == (
        "See more", False, "source", "Meridian Wire",
    )  # fmt: skip


def test_line_in_very_many_articles_is_brought_back_by_a_job(editor, monkeypatch):
    for number in range(4):
        with_hidden(number, "Meridian Wire", "See more")
    monkeypatch.setattr(lines, "MOST_AT_ONCE", 3)
    queue = QUEUES["lines"]()

    made = decide(queue, subjects(queue)[0], "back", editor)

    assert made.decision == "Being brought back in 4 articles, as a job"
    assert made.change_set is not None
    assert subjects(queue) == []
    run_waiting()
    assert Article.objects.filter(text__contains="See more").count() == 4
