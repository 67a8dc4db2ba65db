from __future__ import annotations

from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import call_command

from corpus.models import Article, OutboxEntry
from corpus.tests.factories import stored
from search.engines import get_engine
from search.engines.base import Document
from search.indexing import database_check, drain
from search.indexing.doctor import Difference, doctor
from search.indexing.drain import document_of
from search.query.nodes import Everything, Term

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_listener(settings):
    settings.CORPUS = replace(settings.CORPUS, after_write="")


@pytest.fixture
def articles() -> list[Article]:
    """Five articles, all indexed."""
    made = [stored(f"/{n}", text=f"text {n}") for n in range(5)]
    drain.drain()
    return made


def _spoil(articles: list[Article]) -> list[Difference]:
    """Change database and index behind each other's back; return what must be found."""
    missing, outdated, hidden, deleted, _ = articles
    missing_id, deleted_id = missing.pk, deleted.pk
    get_engine().update([replace(document_of(outdated), title="Was", checksum=1)])
    Article.objects.filter(pk=hidden.pk).update(hidden=True)
    Article.objects.filter(pk=deleted_id).delete()
    get_engine().update([Document(9_999, "", "never was")], [missing_id])
    return [
        Difference("missing", missing_id),
        Difference("outdated", outdated.pk),
        Difference("hidden", hidden.pk),
        Difference("deleted", deleted_id),
        Difference("deleted", 9_999),
    ]


def test_doctor_finds_nothing_where_all_agrees(articles):
    assert doctor() == []


def test_doctor_names_every_kind_of_difference(articles):
    expected = _spoil(articles)

    assert doctor() == expected


def test_doctor_repairs_every_kind_of_difference(articles):
    expected = _spoil(articles)

    assert doctor(repair=True) == expected

    assert doctor() == []
    assert get_engine().count(Everything()) == 3


def test_doctor_tells_what_the_outbox_knows_already(articles):
    Article.objects.revise(articles[1], title="Changed")

    assert doctor() == [Difference("outdated", articles[1].pk, waiting=True)]


def test_doctor_finds_a_damaged_file_that_nobody_has_read_yet(articles, settings):
    made = stored("/long", text="war and peace " * 20_000)
    drain.drain()
    folder = settings.SEARCH.index_dir / "whoosh"
    largest = max(folder.glob("*.seg"), key=lambda path: path.stat().st_size)
    data = bytearray(largest.read_bytes())
    data[len(data) // 2] ^= 1
    largest.write_bytes(data)

    found = doctor(repair=True)

    assert [difference.kind for difference in found] == ["index"]
    assert largest.name in found[0].detail
    assert doctor() == []
    assert made.pk in dict(get_engine().inventory())


def test_doctor_names_and_builds_a_missing_index():
    stored()
    OutboxEntry.objects.all().delete()

    found = doctor(repair=True)

    assert [difference.kind for difference in found] == ["index"]
    assert doctor() == []


@pytest.mark.parametrize(
    ("difference", "sentence"),
    [
        (Difference("missing", 7), "article 7: in the database, but not in the index"),
        (
            Difference("hidden", 7, waiting=True),
            "article 7: hidden, but still in the index; waiting in the outbox",
        ),
        (Difference("index", detail="no index"), "the index cannot be trusted (no index)"),
    ],
)
def test_difference_reads_as_a_sentence(difference, sentence):
    assert str(difference) == sentence


def test_doctor_command_exits_by_what_it_found(articles):
    out = StringIO()
    call_command("doctor", stdout=out)
    assert out.getvalue() == "database and index agree\n"

    _spoil(articles)
    with pytest.raises(SystemExit) as stopped:
        call_command("doctor", stdout=StringIO())
    assert stopped.value.code == 1

    out = StringIO()
    call_command("doctor", repair=True, stdout=out)
    assert out.getvalue().endswith("repaired 5 of 5\ndatabase and index agree\n")


def test_index_commands_tell_what_they_did():
    stored()
    out = StringIO()

    call_command("index", stdout=out)
    call_command("rebuild_index", stdout=out)

    assert out.getvalue() == "indexed 1\nrebuilt with 1 articles\n"


def test_damaged_row_is_named_and_the_index_is_not_overwritten_from_it():
    article = stored("/talks", text="They met at the summit.")
    drain.drain()
    Article.objects.filter(pk=article.pk).update(text="They met at the rummit.")

    found = doctor(repair=True)

    assert found == [
        Difference("row", article.pk, detail="its text and hidden lines do not fit their checksum")
    ]
    assert get_engine().count(Term("summit")) == 1
    assert get_engine().count(Term("rummit")) == 0


def test_damaged_database_stops_every_repair(monkeypatch):
    stored("/talks", text="They met at the summit.")
    monkeypatch.setattr(database_check, "page_problems", lambda: ["page 7 is damaged"])

    assert [str(each) for each in doctor(repair=True)] == [
        "the database is damaged: restore a backup (page 7 is damaged)"
    ]
