"""What is offered while typing: words, phrases, headlines, names; each with what it finds."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from search.guidance.completion import completions
from search.guidance.phrase_completion import words_after
from search.query.search_query import SearchQuery
from search.tests.archive import store, store_texts
from search.tests.sessions import session

pytestmark = pytest.mark.django_db

TODAY = dt.date(2024, 6, 15)


@pytest.fixture
def archive(db):
    talks = "The prime minister met the minister of grain. He made more."
    rain = "More rain was made by many clouds."
    store_texts((f"Talks {number}", talks) for number in range(3))
    store_texts(((f"Weather {number}", rain) for number in range(20)), source="Meridian Wire")
    store("Summit ends", "The summit. Prices rose.", "2022-02-04", source="Harbour Gazette")


def offered(q: str):
    return [(c.text, c.detail) for c in completions(q, session()) if not c.url]


@pytest.mark.parametrize("q", ["", "summit ", '"', "a" * 201, "…", "zzz", "summit )"])
def test_nothing_is_completed_where_no_word_is_typed(archive, q):
    assert completions(q, session()) == []


def test_a_text_of_any_length_is_no_word():
    """Looking for its last word first would take a day."""
    assert completions("a" * 5_000_000 + " ", session()) == []


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        # The most frequent first, each with what a search for it finds.
        ("m", [("made", "23 articles"), ("more", "23 articles"), ("many", "20 articles"),
               ("meridian", "20 articles"), ("met", "3 articles"), ("minister", "3 articles")]),
        # Beside other words: what makes a phrase, then what tells most.
        ("prime m", [("prime minister", "3 articles"), ("prime met", "3 articles"),
                     ("prime made", "3 articles"), ("prime more", "3 articles")]),
        ('"prime m', [('"prime minister"', "3 articles")]),
        ("summit Pri", [("summit prices", "1 article")]),
        ("-pri", [("-prime", "21 articles"), ("-prices", "23 articles")]),
        ("grain OR pric", [("grain OR prices", "4 articles")]),
        ("title:su", [("title:summit", "1 article")]),
        ("source:mer", [('source:"Meridian Wire"', "20 articles")]),
        ("summit source:har", [('summit source:"Harbour Gazette"', "1 article")]),
    ],
)  # fmt: skip
def test_last_word_is_completed_beside_the_others(archive, q, expected):
    found = offered(q)

    assert [pair for pair in found if pair[0] != "meridian"] == [
        pair for pair in expected if pair[0] != "meridian"
    ]


def test_word_is_offered_with_the_phrases_it_begins(archive):
    assert offered("prim") == [("prime", "3 articles"), ("prime minister", "3 articles")]


def test_words_that_follow_everywhere_make_no_phrase(archive):
    store("More", "The minister of state. The minister of health.")

    assert words_after("minister", session()) == []
    assert words_after("prime", session()) == [("prime minister", 3)]


def test_words_parted_by_a_stop_make_no_phrase(archive):
    store("Ends", "A second summit. Prices fell.")

    assert words_after("summit", session()) == []


def test_headlines_and_sources_have_addresses(archive):
    assert [(c.text, c.detail, c.url) for c in completions("har", session()) if c.url] == [
        ("Harbour Gazette", "source, 1 article", "/?source=Harbour+Gazette")
    ]
    (title,) = [c for c in completions("ends summ", session()) if c.url]
    assert (title.text, title.detail) == ("Summit ends", "4 February 2022")
    assert title.url.startswith("/article/")


def test_suggest_answers_searches_alone_unless_asked_for_all(client, archive):
    plain = json.loads(client.get("/suggest?q=summ").content)
    full = json.loads(client.get("/suggest?q=summ&full=1").content)
    nothing = json.loads(client.get("/suggest?q=zzz&full=1").content)

    assert plain == ["summ", ["summit"]]
    assert full[:3] == ["summ", ["summit", "Summit ends"], ["1 article", "4 February 2022"]]
    assert full[3][0] == ""
    assert full[3][1].startswith("/article/")
    assert nothing == ["zzz", [], [], []]


def test_what_stands_behind_a_hyphen_is_completed_as_the_archive_has_it(db):
    store_texts((f"Letters {n}", "An e-mail came. A pre-election poll.") for n in range(3))
    store_texts((f"Money {n}", "More money for many ministers. Every effort.") for n in range(9))

    assert [text for text, _ in offered("e-m")] == ["e-mail"]
    assert [text for text, _ in offered("pre-e")] == ["pre-election"]
    assert offered("non-p") == []


def test_accidents_of_typing_are_not_offered(db):
    store_texts((f"Reform {n}", "Immigrants and reform.") for n in range(120))
    store("Debris", "The immigrantsand 500 immigrants7 and imigrants met.", "2022-02-04")

    assert [text for text, _ in offered("immigrants")] == ["immigrants"]
    assert offered("immigrantsan") == []
    # Typed in full it is found.
    assert session().total(SearchQuery("immigrantsand")) == 1


def test_rare_words_that_are_no_accidents_are_offered(db):
    store_texts((f"Reform {n}", "Immigrants and reform.") for n in range(120))
    store("Rare", "An immersive evening.", "2022-02-04")

    assert [text for text, _ in offered("imm")] == ["immigrants", "immersive"]


def test_names_with_quotation_marks_are_offered_so_that_they_are_found(db):
    store("Talks", "They met.", source='The "Harbour" Gazette')

    ((text, detail),) = offered("source:har")

    assert (text, detail) == ('source:"The Harbour Gazette"', "1 article")
    assert session().total(SearchQuery(text)) == 1
