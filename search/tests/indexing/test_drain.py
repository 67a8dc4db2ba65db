from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from filelock import FileLock

from corpus.models import Article, OutboxEntry
from corpus.records import PublishedDate
from corpus.tests.factories import stored
from search.engines import get_engine
from search.engines.base import SCHEMA_VERSION, Document, EngineError, EngineStatus
from search.engines.whoosh.engine import WhooshEngine
from search.indexing import drain
from search.query.nodes import Everything, Term

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_listener(settings):
    """Let each test drain when it says so."""
    settings.CORPUS = replace(settings.CORPUS, after_write="")


class Recorder:
    """An engine that keeps documents in a dict and tells how it was called."""

    def __init__(self) -> None:
        self.documents: dict[int, Document] = {}
        self.updates: list[tuple[list[int], list[int]]] = []
        self.rebuilds = 0
        self.answer = EngineStatus("ok", 0, 1, SCHEMA_VERSION)

    def update(self, documents: Iterable[Document], deleted: Iterable[int] = ()) -> None:
        new, dropped = list(documents), list(deleted)
        self.updates.append(([document.id for document in new], dropped))
        self.documents |= {document.id: document for document in new}
        for number in dropped:
            self.documents.pop(number, None)

    def rebuild(self, documents: Iterable[Document]) -> None:
        self.rebuilds += 1
        self.documents = {document.id: document for document in documents}
        self.answer = EngineStatus("ok", len(self.documents), 2, SCHEMA_VERSION)

    def status(self) -> EngineStatus:
        return self.answer


@pytest.fixture
def engine(monkeypatch) -> Recorder:
    recorder = Recorder()
    monkeypatch.setattr(drain, "get_engine", lambda: recorder)
    return recorder


def _waiting() -> list[int]:
    return list(OutboxEntry.objects.order_by("pk").values_list("article_id", flat=True))


def test_document_of_takes_what_is_indexed():
    article = stored(title="Talks", text="Oil.", author="Ann Bell", language="en")

    assert drain.document_of(article) == Document(
        id=article.pk,
        title="Talks",
        text="Oil.",
        source="Meridian Wire",
        author="Ann Bell",
        lang="en",
        first_day=dt.date(2022, 2, 4),
        last_day=dt.date(2022, 2, 4),
        checksum=article.checksum,
    )
    assert drain.fingerprint_of(article) == drain.document_of(article).fingerprint()


@pytest.mark.parametrize(
    ("published", "first", "last"),
    [
        (PublishedDate(), None, None),
        (
            PublishedDate(dt.date(2024, 2, 1), "month", "url"),
            dt.date(2024, 2, 1),
            dt.date(2024, 2, 29),
        ),
        (
            PublishedDate(dt.date(2024, 1, 1), "year", "url"),
            dt.date(2024, 1, 1),
            dt.date(2024, 12, 31),
        ),
    ],
)
def test_document_of_bounds_the_date(published, first, last):
    document = drain.document_of(stored(published=published, source=""))

    assert (document.first_day, document.last_day, document.source) == (first, last, "")


def test_drain_follows_the_database():
    kept, edited, hidden, dropped = (stored(f"/{n}", text=f"oil {n}") for n in range(4))
    drain.drain()
    Article.objects.revise(edited, title="Harbour")
    Article.objects.revise(hidden, hidden=True)
    gone = dropped.pk
    Article.objects.discard(dropped)

    assert drain.drain() == 3

    assert [number for number, _ in get_engine().inventory()] == [kept.pk, edited.pk]
    assert get_engine().count(Term("harbour")) == 1
    assert gone not in dict(get_engine().inventory())
    assert _waiting() == []


def test_drain_stems_an_article_anew_where_its_language_changes():
    article = stored(text="Les journaux de Paris", language="en")
    drain.drain()
    before = get_engine().count(Term("journal"))
    Article.objects.revise(article, language="fr")

    drain.drain()

    assert (before, get_engine().count(Term("journal"))) == (0, 1)


def test_drain_builds_the_index_of_an_older_schema_anew(monkeypatch, settings):
    stored(text="oil")
    with monkeypatch.context() as patch:
        patch.setattr("search.engines.whoosh.engine.SCHEMA_VERSION", SCHEMA_VERSION - 1)
        WhooshEngine(settings.SEARCH.index_dir / "whoosh").rebuild([])
    assert get_engine().status().schema_version == SCHEMA_VERSION - 1

    drain.drain()

    assert get_engine().status().schema_version == SCHEMA_VERSION
    assert get_engine().count(Term("oil")) == 1


def test_drain_builds_a_missing_index_from_the_database():
    stored("/a", text="oil")
    OutboxEntry.objects.all().delete()

    assert drain.drain() == 1
    assert get_engine().count(Term("oil")) == 1


def test_drain_of_an_empty_archive_leaves_an_index_that_answers():
    assert drain.drain() == 0
    assert get_engine().status().state == "ok"
    assert get_engine().count(Everything()) == 0


@pytest.mark.parametrize(
    "status",
    [
        EngineStatus("down", 0, 0, 0, "unreadable"),
        EngineStatus("degraded", 1, 1, SCHEMA_VERSION),
        EngineStatus("ok", 1, 1, SCHEMA_VERSION + 1),
    ],
)
def test_drain_rebuilds_an_index_that_cannot_be_trusted(engine, status):
    article = stored()
    engine.answer = status

    drain.drain()

    assert (engine.rebuilds, list(engine.documents), _waiting()) == (1, [article.pk], [])
    assert engine.updates == []


def test_drain_does_not_rebuild_for_ever(engine):
    engine.rebuild = lambda documents: None
    engine.answer = EngineStatus("down", 0, 0, 0, "no space left on device")

    with pytest.raises(EngineError, match="no space left"):
        drain.drain()


def test_drain_that_fails_keeps_its_entries(engine):
    article = stored()

    def fail(documents: object, deleted: object) -> None:
        raise EngineError("disk full")

    engine.update = fail

    with pytest.raises(EngineError):
        drain.drain()

    assert _waiting() == [article.pk]


def test_drain_cut_short_between_commit_and_outbox_does_the_work_again(monkeypatch):
    article = stored(text="oil")
    drain.drain()
    Article.objects.revise(article, title="Harbour")

    def die(entries: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(drain, "_forget", die)
        with pytest.raises(KeyboardInterrupt):
            drain.drain()
    assert _waiting() == [article.pk]
    assert get_engine().count(Term("harbour")) == 1

    assert drain.drain() == 1

    assert _waiting() == []
    assert get_engine().count(Everything()) == 1


def test_entry_made_during_the_commit_is_not_forgotten(engine):
    article = stored()
    update = engine.update

    def edited_meanwhile(documents, deleted):
        update(documents, deleted)
        if len(engine.updates) == 1:
            Article.objects.revise(article, title="Newer")

    engine.update = edited_meanwhile

    drain.drain()

    assert len(engine.updates) == 2
    assert engine.documents[article.pk].title == "Newer"
    assert _waiting() == []


def test_entry_made_while_the_lock_is_let_go_is_not_forgotten(engine, monkeypatch):
    held = drain._lock
    article = stored()
    late: list[Article] = []

    @contextmanager
    def with_a_late_entry(*, wait: bool) -> Iterator[bool]:
        with held(wait=wait) as ours:
            yield ours
            if not late:
                late.append(stored("/late", text="late"))

    monkeypatch.setattr(drain, "_lock", with_a_late_entry)

    drain.drain()

    assert list(engine.documents) == [article.pk, late[0].pk]


def test_drain_leaves_the_work_to_whoever_is_at_it(engine, settings):
    article = stored()
    folder = settings.SEARCH.index_dir
    folder.mkdir(parents=True)

    with FileLock(folder / "drain.lock"):
        assert drain.drain() == 0
    assert (engine.updates, _waiting()) == ([], [article.pk])

    assert drain.drain() == 1


def test_drain_works_in_bounded_batches(engine, monkeypatch):
    monkeypatch.setattr(drain, "_BATCH_ENTRIES", 4)
    monkeypatch.setattr(drain, "_BATCH_CHARS", 10)
    monkeypatch.setattr(drain, "_ROWS_AT_ONCE", 1)
    ids = [stored(f"/{n}", text=f"{'long text' * (n == 0)} {n}").pk for n in range(6)]

    assert drain.drain() == 6

    sizes = [len(changed) for changed, _ in engine.updates]
    assert (sizes, sorted(engine.documents)) == ([1, 4, 1], ids)


def test_drain_takes_an_article_once_a_batch(engine):
    article = stored()
    for title in ("One", "Two"):
        Article.objects.revise(article, title=title)

    assert drain.drain() == 1
    assert engine.updates == [([article.pk], [])]


def test_rebuild_makes_the_index_anew(engine):
    visible, hidden = stored("/a", text="a"), stored("/b", text="b")
    Article.objects.revise(hidden, hidden=True)
    engine.documents = {77: Document(77, "", "")}

    assert drain.rebuild() == 1

    assert list(engine.documents) == [visible.pk]
    assert (engine.rebuilds, engine.updates, _waiting()) == (1, [], [])


def test_rebuild_keeps_entries_made_meanwhile(engine):
    article = stored()
    rebuild = engine.rebuild

    def edited_meanwhile(documents):
        rebuild(documents)
        Article.objects.revise(article, title="Newer")

    engine.rebuild = edited_meanwhile

    drain.rebuild()

    assert engine.updates == [([article.pk], [])]
    assert engine.documents[article.pk].title == "Newer"


def test_unwritable_index_directory_is_an_error_of_ours(settings, tmp_path):
    (tmp_path / "file").write_text("")
    settings.SEARCH = replace(settings.SEARCH, index_dir=tmp_path / "file" / "index")

    with pytest.raises(EngineError):
        drain.drain()


def test_follow_tells_and_goes_on_after_a_failure(engine, monkeypatch):
    stored()
    told: list[str] = []
    answers: list[object] = [EngineError("disk full"), 3, 0, KeyboardInterrupt()]

    def next_answer() -> object:
        answer = answers.pop(0)
        if isinstance(answer, BaseException):
            raise answer
        return answer

    monkeypatch.setattr(drain, "drain", next_answer)
    monkeypatch.setattr(drain, "close_old_connections", lambda: None)

    with pytest.raises(KeyboardInterrupt):
        drain.follow(told.append, pause_seconds=0)

    assert told == ["not indexed, trying again: disk full", "indexed 3"]


def test_needs_rebuild_only_for_what_cannot_be_trusted():
    fine = EngineStatus("ok", 0, 0, SCHEMA_VERSION)

    assert not drain.needs_rebuild(fine)
    assert drain.needs_rebuild(replace(fine, state="degraded"))
