"""Proposals of equal words from the words of the archive."""

from __future__ import annotations

import pytest

from corpus.curation.synonyms.synonym_edits import WantedSynonyms, change_list
from search.synonyms.proposals import proposals
from search.tests.archive import store_texts
from search.tests.sessions import session

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _archive(db):
    beside = "governor province convoy market"
    store_texts(
        [
            *(("Town", f"The governor of Zarqat province left. {n}") for n in range(4)),
            *(("Town", f"The governor of Zarkat province came. {n}") for n in range(4)),
            *(("Sea", f"Later ferries sailed. {n}") for n in range(4)),
            *(("Sea", f"The latter author wrote {beside}. {n}") for n in range(4)),
            *(("Rest", f"Nothing else happened there today. {n}") for n in range(160)),
        ]
    )


def found() -> list[str]:
    return [str(one) for one in proposals(session(), budget_seconds=60)]


def test_spellings_beside_the_same_words_are_proposed():
    (one,) = proposals(session(), budget_seconds=60)

    assert set(one.words) == {"zarqat", "zarkat"}
    assert one.articles == (4, 4)
    assert one.together == 0
    assert {"governor", "province"} <= set(one.shared)


@pytest.mark.parametrize("active", [True, False])
def test_what_was_decided_is_not_proposed_again(active):
    change_list([WantedSynonyms(("Zarqat", "Zarkat"), active)], None)

    assert found() == []


def test_page_adds_and_rejects(client, django_user_model):
    chief = django_user_model.objects.create_superuser("chief")
    client.force_login(chief)

    shown = client.get("/desk/equal-words/proposals").content.decode()
    assert "zarkat" in shown

    client.post("/desk/equal-words/proposals", {"words": "zarqat = zarkat", "active": "1"})

    client.get("/desk/equal-words/proposals")  # says what was done
    assert "zarkat" not in client.get("/desk/equal-words/proposals").content.decode()
    assert client.get("/?q=zarqat&format=json").json()["total"] == 8
