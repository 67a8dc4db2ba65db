"""Languages."""

from __future__ import annotations

import pytest

from corpus.extraction import language
from corpus.extraction.language import Told, code_of, language_of, tell_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The ministers met for three hours on Friday in the harbour town.", "en"),
        ("Die Minister trafen sich am Freitag in der Hafenstadt.", "de"),
        ("Les ministres se sont rencontrés vendredi dans la ville portuaire.", "fr"),
        ("Министры встретились в пятницу в портовом городе.", "ru"),
        (
            "WASHINGTON/BEIJING, Dec 21 (Meridian Wire) – Volodymyr Zelensky flew to the capital "
            "of one great power, and Dmitry Medvedev to the capital of another.",
            "en",
        ),
        ("両国の外相は金曜日に港町で三時間にわたり会談した。", "ja"),
        (
            "GENEVA/BEIJING, Dec 21 (Meridian Wire) – Wang Yi flew to the capital of the other.",
            "en",
        ),
        ("NY COTTON 10:55 MAY7 5620 UP 40 JUL7 5520 UP 30 OCT7 5515 UP 10 DEC7 5520 UP 45", ""),
        ("209.50 stg per tonne (210.50)", ""),
        ("123 456 789 — 10 11 12 13 14 15", ""),
        ("Talks", ""),
        ("", ""),
    ],
)
def test_the_words_tell_the_language(text, language):
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("stated", "language"),
    [("en", "en"), ("en-US", "en"), ("pt_BR", "pt"), ("English", "en"), ("русский", "ru")],
)
def test_what_is_stated_goes_before(stated, language):
    assert language_of("Die Minister trafen sich am Freitag.", stated) == language


def test_what_is_stated_is_no_guess():
    assert tell_language("Die Minister trafen sich.", "de").confidence is None


def test_what_prose_tells_is_sure_and_what_little_tells_is_not():
    sure = tell_language("The ministers met for three hours on Friday in the harbour town.")
    unsure = tell_language("Prices of gold 1200 1300 up 3 pct")

    assert sure.language == unsure.language == "en"
    assert sure.confidence is not None
    assert unsure.confidence is not None
    assert sure.confidence > 0.9
    assert 0.5 < unsure.confidence < 0.7


def test_what_is_not_known_has_no_confidence():
    assert tell_language("209.50 stg per tonne (210.50)") == Told("", None)


def test_a_statement_that_names_no_language_is_passed_over():
    assert language_of("Die Minister trafen sich am Freitag.", "n/a - unknown") == "de"


def test_small_words_decide_where_names_deceive_the_model(monkeypatch):
    class Deceived:
        def detect(self, text, model, k):
            return [{"lang": "es", "score": 0.97}]

    monkeypatch.setattr(language, "_detector", Deceived)

    assert language_of("The bank said that it will take over the firm of the others.") == "en"
    assert language_of("El Banco de Oriente y la Caja del Norte han dicho que no.") == "es"


@pytest.mark.parametrize(
    ("stated", "code"),
    [
        ("eng", "en"),
        ("en_US", "en"),
        ("English", "en"),
        ("English (UK)", "en"),
        ("ger", "de"),
        ("deu", "de"),
        ("Deutsch", "de"),
        ("zh-Hant", "zh"),
        ("fil", "fil"),
        ("iw", "he"),
        ("und", ""),
        ("unknown", ""),
        ("", ""),
    ],
)
def test_language_has_one_code_however_it_is_stated(stated, code):
    assert code_of(stated) == code
