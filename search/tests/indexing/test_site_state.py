"""What pages tell while answers cannot be trusted fully, and what they never leak."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.utils import timezone

from corpus.models import Article, OutboxEntry
from search.engines import get_engine
from search.indexing import disk_space, watch_report
from search.indexing.drain import drain
from search.indexing.site_state import site_state
from search.tests.archive import store, store_texts
from search.web.load_gate import TooBusyError

pytestmark = pytest.mark.django_db


def damage_newest_generation(settings) -> None:
    """Cut the newest manifest short: the generation before answers."""
    folder = settings.SEARCH.index_dir / "whoosh"
    newest = max(folder.glob("generation-*.json"), key=lambda path: int(path.stem.split("-")[1]))
    newest.write_bytes(newest.read_bytes()[:-10])
    # As another process opens it, or this one after `verify`.
    get_engine().verify()


def indexed(title: str, text: str = "They met at the summit.", **given: str) -> Article:
    """Store an article and index it, with nothing left in the outbox."""
    article = store(title, text, **given)
    drain()
    return article


def wait_since(seconds: float) -> None:
    OutboxEntry.objects.update(queued=timezone.now() - dt.timedelta(seconds=seconds))


def test_sound_archive_tells_nothing(client):
    indexed("Talks")

    response = client.get("/?q=summit")

    assert site_state().state == "ok"
    assert response.context["site_notices"] == ()
    assert "Dateline-State" not in response


def test_waiting_changes_are_told_on_page_json_and_health(client, settings):
    indexed("Talks")
    settings.CORPUS = replace(settings.CORPUS, after_write="")
    OutboxEntry.objects.queue([1, 2])
    wait_since(11)

    page, answer = client.get("/?q=summit"), client.get("/?q=summit&format=json")

    assert page["Dateline-State"] == answer["Dateline-State"] == "lagging"
    assert answer.json()["state"] == "lagging"
    assert b"Recent changes are not searchable yet: 2 still wait" in page.content
    assert client.get("/healthz").json()["status"] == "lagging"


def test_changes_on_their_way_are_not_told(settings):
    indexed("Talks")
    settings.CORPUS = replace(settings.CORPUS, after_write="")
    OutboxEntry.objects.queue([1])

    assert site_state().state == "ok"


@pytest.mark.parametrize("name", ["csv", "xlsx", "jsonl", "ris", "bib", "csl", "md", "zip"])
def test_download_has_its_state_in_the_file_name(client, settings, name):
    indexed("Talks")
    sound = client.get(f"/?q=summit&format={name}")
    sound.close()
    settings.CORPUS = replace(settings.CORPUS, after_write="")
    OutboxEntry.objects.queue([1])
    wait_since(11)

    response = client.get(f"/?q=summit&format={name}")

    response.close()
    assert "lagging" not in sound["Content-Disposition"]
    assert 'filename="summit.lagging.' in response["Content-Disposition"]


def test_feeds_and_texts_tell_the_state_in_their_content(client, settings):
    indexed("Talks")
    settings.CORPUS = replace(settings.CORPUS, after_write="")
    OutboxEntry.objects.queue([1])
    wait_since(11)

    atom = client.get("/?q=summit&format=atom").content.decode()
    feed = client.get("/?q=summit&format=feed").json()
    markdown = b"".join(client.get("/?q=summit&format=md")).decode()

    assert "<dateline:state>lagging</dateline:state>" in atom
    assert "<subtitle>Recent changes are not searchable yet" in atom
    assert feed["_dateline"]["state"] == "lagging"
    assert "Recent changes are not searchable yet" in markdown


def test_refusal_to_a_program_is_json_with_the_state(client, monkeypatch):
    indexed("Talks")

    def refuse(*given):
        raise TooBusyError

    monkeypatch.setattr("search.web.views.admitted", refuse)

    response = client.get("/?q=summit&format=json")

    assert (response.status_code, response["Retry-After"]) == (429, "5")
    assert response.json()["state"] == "ok"


def test_older_generation_is_told_and_leaks_nothing_hidden(client, settings):
    indexed("Talks")
    secret = indexed("Zqtitle", "Zqbody at the summit.", source="Zqsource")
    Article.objects.revise(secret, hidden=True)
    drain()
    damage_newest_generation(settings)

    page, answer = client.get("/?q=summit"), client.get("/?q=summit&format=json").json()

    assert b"The search index is damaged and is being rebuilt" in page.content
    assert answer["total"] == 1
    assert b"Zqsource" not in page.content
    assert client.get("/?q=zqbody&format=json").json()["total"] == 0
    assert client.get("/suggest?q=zq").json() == ["zq", []]
    assert client.get("/healthz").json()["status"] == "degraded"


def test_hidden_article_is_left_out_before_the_index_knows(client, settings):
    first = indexed("Talks")
    indexed("More talks")
    settings.CORPUS = replace(settings.CORPUS, after_write="")

    Article.objects.revise(first, hidden=True)

    assert client.get("/?q=talks&format=json").json()["total"] == 1


def test_article_shown_again_is_answered_again(client, settings):
    article = indexed("Talks")
    Article.objects.revise(article, hidden=True)
    drain()
    Article.objects.revise(article, hidden=False)
    drain()

    assert client.get("/?q=summit&format=json").json()["total"] == 1


def test_damaged_database_is_told(client):
    indexed("Talks")
    watch_report.write(watch_report.WatchReport(database=("page 7 is damaged",)))

    assert b"The database of this archive is damaged" in client.get("/").content
    health = client.get("/healthz").json()
    assert health["status"] == "degraded"
    assert "page 7 is damaged" in health["problems"]


@pytest.mark.parametrize(("writable", "free", "told"), [
    (True, 1 << 40, ""), (True, 1_000, disk_space.FULL), (False, 1 << 40, disk_space.READ_ONLY),
])  # fmt: skip
def test_disk_that_takes_nothing_is_told(monkeypatch, writable, free, told):
    monkeypatch.setattr("os.access", lambda path, mode: writable)
    monkeypatch.setattr("shutil.disk_usage", lambda path: type("Usage", (), {"free": free}))

    assert disk_space.problem() == told


def test_suppressed_articles_count_as_deleted():
    store_texts([("Talks", "a"), ("More talks", "b")])
    first = Article.objects.earliest("pk")
    engine = get_engine()

    engine.suppress([first.pk])

    assert engine.suggest("talk") == (("talks", 1),)
    engine.suppress([])
    assert engine.suggest("talk") == (("talks", 2),)
