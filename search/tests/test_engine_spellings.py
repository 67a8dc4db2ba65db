"""Every engine: the spellings of one word find each other, and are marked whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.engines.base import Document, SearchRequest
from search.engines.whoosh.engine import WhooshEngine
from search.highlight.highlighter import ranges
from search.query.nodes import Node, Phrase

#: Language of the articles; their spellings, each in a text of its own; what stays apart.
_ALIKE = [
    ("en", "health care|health-care|healthcare|Health\u2011Care", "care of health"),
    ("en", "e-mail|email|E mail", "mail e"),
    ("en", "data base|data-base|database", "base data"),
    ("en", "COVID-19|covid19|Covid 19", "19 of covid"),
    ("en", "F-16|F16|F 16", "16 F"),
    ("en", "co-operation|cooperation", "operation co"),
    ("en", "shut-down|shutdown|shut down", "down, shut"),
    ("en", "O'Neil|ONeil|O’Neil|OʼNeil", "Neil O"),
    ("en", "Shi'ite|Shiite|Shi‘ite", "Shia"),
    ("en", "Hawai'i|Hawaii|Hawaiʻi", "Hawai"),
    ("en", "Qur'an|Quran|Qurʾan", "Koran"),
    ("en", "Ph.D.|PhD|Ph. D.|PHD", "D"),
    ("en", "J. R. R.|JRR|J.R.R.", "R J"),
    ("en", "U.S.|US|U. S.", "U."),
    ("en", "inter-\nnational|international|interna-\ntional", "inter"),
    ("en", "cli\u00admate|climate|cli\u200bmate|cli\u2060mate", "mate"),
    ("en", "1,500|1500|1 500|1'500", "15"),
    ("de", "1.500|1500|1 500|1\u202f500", "15"),
    ("fr", "1,5|1.5", "15"),
    ("en", "Müller|Mueller", "Miller"),
    ("de", "Müller|Mueller", "Miller"),
    ("sv", "Malmø|Malmoe", "Malme"),
    ("hr", "Đokovic|Djokovic", "Dokov"),
    ("hr", "Đoković|Djoković", "Dokov"),
    ("en", "50%|50 percent|50 per cent", "50"),
    ("de", "50 %|50 Prozent", "50"),
    ("en", "$5 million|$5m|5 million dollars", "5 people"),
    ("en", "Marks & Spencer|Marks and Spencer", "Marks Spencer"),
    ("en", "5551234567|555-123-4567|555 123 4567", "555 1234"),
    ("en", "Århus|Aarhus", "Aaron"),
    ("de", "Straße|Strasse", "Stras"),
    ("en", "Shevchenko|Schevchenko", "Sevchenko"),
    ("zh", "漢語|汉语", "汗语"),
    ("he", 'צה"ל|צהל|צה״ל', "צה"),
    ("fa", "کتاب\u200cخانه|کتابخانه", "کتاب"),
    ("hi", "ज़रूरत|जरूरत", "जर"),
    ("hi", "प्रधानमंत्री|प्रधानमन्त्री", "प्रधान"),
    ("ja", "サーバー|サーバ", "サー"),
    ("uk", "об'єкт|об’єкт|обʼєкт", "єкт"),
]


def _engine(folder: Path, language: str, texts: list[str]) -> WhooshEngine:
    engine = WhooshEngine(folder)
    documents = [
        Document(number, "", f"Then {text} came.", lang=language)
        for number, text in enumerate(texts, 1)
    ]
    engine.rebuild(documents[::2])
    engine.update(documents[1::2])
    return engine


def _found(engine: WhooshEngine, texts: list[str], node: Node) -> dict[int, list[str]]:
    hits = engine.search(SearchRequest(node)).hits
    return {
        hit.id: [
            f"Then {texts[hit.id - 1]} came."[start:end]
            for start, end in ranges(f"Then {texts[hit.id - 1]} came.", hit.matches)
        ]
        for hit in hits
    }


@pytest.mark.parametrize(("language", "spellings", "other"), _ALIKE)
def test_each_spelling_finds_the_others_and_marks_them_whole(
    tmp_path: Path, language: str, spellings: str, other: str
) -> None:
    texts = spellings.split("|")
    engine = _engine(tmp_path, language, [*texts, other])

    for query in texts:
        found = _found(engine, [*texts, other], Phrase(query))

        # The last stop of initials may be that of a sentence.
        assert {
            number: [mark.rstrip(".") for mark in marked]
            for number, marked in found.items()
            if number <= len(texts)
        } == {number: [text.rstrip(".")] for number, text in enumerate(texts, 1)}, query
        assert len(texts) + 1 not in found
