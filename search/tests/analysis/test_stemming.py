"""Which words find which, language by language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.folding import fold
from search.analysis.stemming import UNSTEMMED, stem_of, stemming_of, stemming_of_term, stems_of
from search.engines.base import Document
from search.query.nodes import Term
from search.tests.reference_matcher import brute_force

_STEMMED = (
    *("ar", "ca", "cs", "da", "de", "el", "eo", "es", "et", "eu", "fa", "fi", "fr", "ga", "hi"),
    *("hu", "hy", "id", "it", "lt", "ne", "nl", "no", "pl", "pt", "ro", "ru", "sr", "st", "sv"),
    *("ta", "tr", "yi"),
)


def _finds(query: str, word: str, language: str) -> bool:
    return brute_force(Document(1, "", word, lang=language), Term(query))[0]


@pytest.mark.parametrize(
    ("language", "query", "words"),
    [
        ("en", "resume", "resume résumé resumes resumed résumés"),
        ("fr", "ecole", "école écoles École ÉCOLES ecoles"),
        ("fr", "mangees", "mangées mangée mangé mange MANGEES"),
        ("fr", "président", "présidents president PRÉSIDENTS"),
        ("es", "organizacion", "organización organizaciones ORGANIZACIÓN"),
        ("es", "ingles", "inglés inglesa inglesas"),
        ("pt", "organizacao", "organização organizações organizacao"),
        ("it", "liberta", "libertà LIBERTA"),
        ("it", "città", "citta città"),
        ("de", "hauser", "Häuser Haus Hauses"),
        ("de", "strasse", "Straße Straßen STRASSE"),
        ("nl", "mogelijkheid", "mogelijkheden mogelijkheid"),
        ("sv", "lander", "länder länderna"),
        ("da", "regering", "regeringen regeringens"),
        ("nb", "regjering", "regjeringen regjeringens"),
        ("fi", "talo", "talossa talot"),
        ("pl", "rzad", "rząd rządu"),
        ("cs", "vladni", "vládní"),
        ("ro", "presedinte", "președinte președintele preşedinte"),
        ("hu", "haz", "ház házak"),
        ("tr", "kitaplarin", "kitapların KİTAPLARIN kitap kitaplar"),
        ("tr", "çalışma", "calisma çalışmalarından ÇALIŞMA"),
        ("ru", "учёный", "ученый учёные ученых УЧЁНЫЙ"),
        ("el", "κυβερνηση", "κυβέρνηση κυβέρνησης ΚΥΒΕΡΝΗΣΗ κυβερνήσεις"),
        ("sr", "vlada", "влада владе vladu"),
        ("ar", "حكومة", "الحكومة حكومه الحكومات"),
        ("fa", "كتاب", "کتاب کتابها"),
        ("hi", "सरकार", "सरकार सरकारों"),
        ("id", "makan", "makanan makan"),
        ("lt", "vyriausybes", "vyriausybės vyriausybė"),
        ("ca", "cancons", "cançons CANÇONS"),
        ("uk", "Київ", "Київ київ КИЇВ"),
        ("ja", "talk", "talks talking"),
        ("", "talk", "talks talking"),
    ],
)
def test_a_word_finds_its_forms(language: str, query: str, words: str) -> None:
    assert [word for word in words.split() if not _finds(query, word, language)] == []


@pytest.mark.parametrize(
    ("language", "query", "word"),
    [
        ("uk", "talk", "talks"),  # no stemmer: as written
        ("vi", "talk", "talking"),
        ("de", "generally", "general"),  # an English stem in a German article
        ("en", "haus", "häuser"),
        ("fr", "ponies", "pony"),
        ("en", "journal", "journaux"),
    ],
)
def test_a_word_does_not_find_by_the_rules_of_another_language(
    language: str, query: str, word: str
) -> None:
    assert not _finds(query, word, language)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        *(("", ""), ("en", ""), ("EN-gb", ""), ("ja", ""), ("zh-Hant", ""), ("th", "")),
        *(("fr", "fr"), ("fr_CA", "fr"), ("fra", "fr"), ("nb", "no"), ("ger", "de")),
        *(("uk", UNSTEMMED), ("vi", UNSTEMMED), ("klingon", UNSTEMMED)),
    ],
)
def test_the_language_of_an_article_chooses_the_stemming(language: str, expected: str) -> None:
    assert stemming_of(language) == expected


@pytest.mark.parametrize("language", _STEMMED)
def test_each_language_has_its_stemmer(language: str) -> None:
    assert stemming_of(language) == language
    assert stem_of("Words", language).startswith(f"{language}:word")


_letters = st.sampled_from("aeiouáàâäãåąéèêëęíìîïıóòôöõőúùûüűůñçşșțğżźśćčšžłćnrstmlkediİßøæœ")
_words = st.lists(_letters, min_size=1, max_size=11).map("".join)


@given(_words, st.sampled_from(["", UNSTEMMED, *_STEMMED]))
def test_a_word_finds_itself_whatever_its_accents(word: str, stemming: str) -> None:
    assert stem_of(word, stemming) in stems_of(fold(word), stemming)
    assert stemming_of_term(stem_of(word, stemming)) == stemming


@given(_words, _words, st.sampled_from(["en", "uk", *_STEMMED]))
def test_accents_of_a_query_change_nothing(query: str, word: str, language: str) -> None:
    assert _finds(query, word, language) == _finds(fold(query), word, language)
