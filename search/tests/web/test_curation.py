"""What readers find after a change, and after its undo: the same answers, byte by byte."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from corpus.accounts.roles import Role, give
from corpus.curation.bin import move_to_bin
from corpus.curation.editing import edit
from corpus.curation.line_rules import Marking, mark
from corpus.curation.undo import undo
from corpus.models import Article, ChangeSet, OutboxEntry, Source
from search.tests.archive import store_many

# With real commits: the index hears of a change after it.
pytestmark = pytest.mark.django_db(transaction=True)

SEARCHES = (
    "",
    "?q=summit",
    "?q=grain+pipeline&match=some",
    "?q=title:embargo",
    "?q=observers+in+geneva",
    '?q="on+that+day"',
    "?from=2021&to=2021-03",
    "?undated=1",
    "?source=Meridian+Wire&sort=oldest",
    "?q=minister&author=Ann+Lee&lang=de",
)

Act = Callable[[list[Article]], ChangeSet]


def answers(client: Client) -> list[str]:
    """The JSON of every search, but for the time it took."""
    return [_answer(client, search) for search in SEARCHES]


def _answer(client: Client, search: str) -> str:
    joined = f"/{search}&format=json" if search else "/?format=json"
    answer: dict[str, Any] = json.loads(client.get(joined).content)
    del answer["took_ms"]
    return json.dumps(answer, ensure_ascii=False)


def _furniture(articles: list[Article]) -> ChangeSet:
    line = articles[0].text.split("\n")[0]
    return mark(Marking(articles[0].pk, "everywhere", hide=(line,)), None)


def _source(articles: list[Article]) -> ChangeSet:
    return edit(articles[:20], {"source": Source.objects.get(name="Harbour Gazette")}, None)


ACTS: dict[str, Act] = {
    "title": lambda articles: edit(articles[0], {"title": "Summit of grain"}, None),
    "date": lambda articles: edit(
        articles[:9], {"published": dt.date(2021, 3, 1), "date_precision": "month"}, None
    ),
    "undated": lambda articles: edit(articles[:30], {"published": None}, None),
    "source": _source,
    "author and language": lambda articles: edit(
        articles[::2], {"author": "Ann Lee", "language": "de"}, None
    ),
    "hidden": lambda articles: edit(articles[::3], {"hidden": True}, None),
    "bin": lambda articles: move_to_bin(articles[::3], None),
    "furniture": _furniture,
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_a_change_is_found_at_once_and_its_undo_gives_the_same_answers(client, act):
    articles = store_many()
    before = answers(client)

    made = act(articles)
    assert not OutboxEntry.objects.exists()
    after = answers(client)
    assert after != before
    undone = undo(made, None)
    assert answers(client) == before
    undo(undone, None)

    assert answers(client) == after


def test_after_the_response_the_index_has_what_an_editor_saved(client):
    article = store_many()[0]
    user = User.objects.create_user("anna")
    give(user, Role.EDITOR)
    client.force_login(user)

    client.post(f"/desk/articles/{article.pk}/bin")
    assert client.get("/?q=part&format=json").json()["total"] == 59
    assert client.get(article.get_absolute_url()).status_code == 404
    client.post(f"/desk/articles/{article.pk}/restore")

    assert client.get("/?q=part&format=json").json()["total"] == 60
