"""The sample articles: every shape comes in as it should, and the words are our own."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.importing.charset import decode
from corpus.importing.pipeline import ingest
from corpus.models import Article

SEEDS = Path(__file__).resolve().parents[3] / "seeds"
FILES = sorted(SEEDS.glob("*.txt"))
HAN = "\u4e00-\u9fff"
# Chinese puts no spaces between words: there every character counts as one.
WORD = re.compile(rf"[{HAN}]|[^\W_{HAN}]+(?:['’][^\W_]+)*")
RUN = 8

pytestmark = pytest.mark.django_db


@pytest.fixture
def articles(settings) -> dict[str, Article]:
    """The imported articles by file name."""
    settings.CORPUS = replace(settings.CORPUS, after_write="")
    report = ingest([SEEDS])
    assert report.summary == "added 56, updated 0, unchanged 0, failed 0"
    assert report.passed_over == []
    return {
        Path(article.origin).name: article for article in Article.objects.select_related("source")
    }


def words(text: str) -> list[str]:
    return WORD.findall(text.lower().replace("’", "'"))


def runs(text: str) -> set[tuple[str, ...]]:
    """All runs of eight words."""
    found = words(text)
    return {tuple(found[at : at + RUN]) for at in range(len(found) - RUN + 1)}


def test_every_sample_is_imported_once(articles):
    again = ingest([SEEDS])

    assert len(FILES) == 56
    assert sorted(articles) == [file.name for file in FILES]
    assert again.summary == "added 0, updated 0, unchanged 56, failed 0"


def test_titles_and_dates_are_told_as_the_samples_state_them(articles):
    assert Counter(a.title_origin for a in articles.values()) == {"stated": 50, "derived": 6}
    assert Counter(a.date_origin for a in articles.values()) == {
        "header": 49,
        "none": 5,
        "dateline": 1,
        "filename": 1,
    }
    assert Counter(a.date_precision for a in articles.values()) == {
        "day": 49,
        "none": 5,
        "month": 2,
    }


def test_every_month_of_the_story_has_an_article(articles):
    days = [a.published for a in articles.values() if a.published]

    assert (str(min(days)), str(max(days))) == ("2021-12-08", "2024-06-18")
    assert len({(day.year, day.month) for day in days}) == 31


def test_sources_authors_and_languages_are_told(articles):
    assert Counter(a.source.name if a.source else "" for a in articles.values()) == {
        "Meridian Wire": 17,
        "": 8,
        "Quay Street Journal": 7,
        "Kestrel News Agency": 6,
        "Harbour Gazette": 5,
        "The Northern Ledger": 5,
        "Lanternpost": 2,
        "Le Fanal": 1,
        "Gazeta Przystań": 1,
        "La Linterna del Puerto": 1,
        "Вечірній причал": 1,
        "Вечерняя гавань": 1,
        "灯塔通讯": 1,
    }
    assert Counter(a.author for a in articles.values() if a.author) == {
        "Jonas Lind": 3,
        "Petra Quill": 3,
        "Maren Holt": 2,
        "Ilse Varga": 1,
        "Ilse Varga, Jonas Lind": 1,
    }
    assert Counter(a.language for a in articles.values()) == {
        "en": 50,
        "es": 1,
        "fr": 1,
        "pl": 1,
        "ru": 1,
        "uk": 1,
        "zh": 1,
    }


def test_furniture_is_hidden_with_its_reason(articles):
    hidden = [line for a in articles.values() for line in a.hidden_lines]

    assert Counter(line["reason"] for line in hidden) == {
        "link to another article": 14,
        "teaser of another article": 14,
        "newsletter or subscription offer": 6,
        "author box": 5,
        "comment form": 5,
        "row of hashtags": 5,
        "advertisement": 4,
        "list of other articles": 4,
        "sharing buttons": 4,
        "copyright notice": 1,
        "navigation": 1,
    }
    assert sum(bool(a.hidden_lines) for a in articles.values()) == 31


@pytest.mark.parametrize(
    ("name", "title", "date", "source", "hidden"),
    [
        (
            "bali-blinken-wang.txt",
            "After five hours in Bali, Antony Blinken and Wang Yi agreed that they had been "
            "candid with each other",
            "2022-07-10 day header",
            "",
            ["Read more: Orchid growers fear a dry season"],
        ),
        (
            "hiroshima-late-guest.txt",
            "The late guest arrived in a French government aircraft and took over the conversation",
            "2023-05-21 day dateline",
            "Kestrel News Agency",
            [],
        ),
        (
            "2022-08-02-first-grain-ship-leaves-odesa.txt",
            "First grain ship leaves Odesa",
            "2022-08-02 day filename",
            "Harbour Gazette",
            [],
        ),
        (
            "record-trade-arithmetic.txt",
            "How much do Russia and China trade? It depends whom you ask",
            "2023-01-01 month header",
            "Quay Street Journal",
            ["Read more: Cheese makers discover the night train"],
        ),
        (
            "nato-summit-brussels-lanternpost.txt",
            "NATO to Beijing: keep out of Russia's war",
            "None none none",
            "",
            [
                "Stay informed with free updates",
                "#NATO #Brussels #summit #China #Ukraine",
                "About Author",
                "Leave a Reply",
            ],
        ),
        (
            "guterres-moscu-kiev.txt",
            "Guterres viaja de Moscú a Kiev con una petición sencilla",
            "2022-04-29 day header",
            "La Linterna del Puerto",
            [],
        ),
        (
            "vstrecha-na-shelkovom-puti.txt",
            "Встреча на Шёлковом пути: три часа и один чемодан",
            "2023-10-19 day header",
            "Вечерняя гавань",
            [],
        ),
        (
            "woodside-biden-xi-harbour-gazette.txt",
            "Four hours in the garden",
            "2023-11-17 day header",
            "Harbour Gazette",
            [
                "About Author",
                "Maren Holt covers the sea and those who argue about it",
                "Leave a Reply",
            ],
        ),
    ],
)
def test_a_sample_comes_out_as_it_should(articles, *, name, title, date, source, hidden):
    article = articles[name]

    assert article.title == title
    assert f"{article.published} {article.date_precision} {article.date_origin}" == date
    assert (article.source.name if article.source else "") == source
    assert [line["text"] for line in article.hidden_lines] == hidden


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("istanbul-talks.txt", "The Ukrainian offer"),
        ("madrid-summit-strategic-concept.txt", "Turkey lifts its hand"),
        ("putin-beijing-fifth-term.txt", "What Russia brought"),
    ],
)
def test_section_headings_stay(articles, name, heading):
    assert heading in articles[name].text.split("\n")


@pytest.mark.parametrize(
    ("story", "copies"),
    [
        ("nato-summit-brussels", 4),
        ("grain-deal-istanbul", 2),
        ("xi-in-moscow", 3),
        ("woodside-biden-xi", 2),
        ("buergenstock-summit", 3),
    ],
)
def test_syndicated_stories_share_most_of_their_words(articles, story, copies):
    first, *others = (runs(a.text) for name, a in articles.items() if name.startswith(story))

    assert len(others) == copies - 1
    for other in others:
        assert len(first & other) > 0.4 * min(len(first), len(other))
    titles = {a.title for name, a in articles.items() if name.startswith(story)}
    assert len(titles) == copies


def test_samples_are_short(articles):
    lengths = {name: len(words(a.text)) for name, a in articles.items()}

    assert {name: count for name, count in lengths.items() if not 120 <= count <= 250} == {}


def test_the_words_are_our_own(shared):
    theirs: set[tuple[str, ...]] = set()
    for file in (shared / "seeds").glob("*.txt"):
        theirs |= runs(file.read_text(encoding="utf-8"))

    ours = {file.name: runs(decode(file.read_bytes())) & theirs for file in FILES}

    assert {name: found for name, found in ours.items() if found} == {}
