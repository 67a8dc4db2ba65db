"""Is this an article, and all of it? Flags for what somebody should look at after an import."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from corpus.extraction.page_phrases import (
    CONSENT,
    CUT_OFF_PHRASES,
    CUT_OFF_STEMS,
    ERROR_TEXT,
    ERROR_TITLE,
    SIGN_IN_TEXT,
    SIGN_IN_TITLE,
)
from corpus.records import ParsedArticle, RawRecord

#: A consent wall, an error page, a sign-in page, a front page.
NO_ARTICLE = "no article"
#: Cut off by a paywall, or by the service that gave it.
CUT_OFF = "cut off"
NO_TEXT = "no text"
#: Several came out as one.
SEVERAL = "several articles"
#: The article has far fewer words than its file.
WORDS_LOST = "words lost"

_PAGE = re.compile(r"<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>])", re.IGNORECASE)
_MAX_CHECKED_CHARS = 200_000
_MAX_WALL_WORDS = 350
_MAX_ERROR_WORDS = 150
_MIN_LOST_OF = 50
_KEPT_SHARE = 0.9
# A page holds paragraphs beside its article: comments, teasers, small print.
_KEPT_SHARE_OF_PAGE = 0.5

_MIN_CONSENT_SIGNS = 3
_NOT_FREE = re.compile(r"\"isAccessibleForFree\"\s*:\s*\"?false", re.IGNORECASE)
_CUT_LINES = 4
_MAX_FREE_WORDS = 150
_BYLINE = re.compile(
    r"\s*(?:By|BY|Von|VON|Par|PAR|Por|POR|Door|DOOR) [A-ZÀ-Þ][\w.'’-]+ [A-ZÀ-Þ].{0,60}"
)
_LABEL = re.compile(
    r"\s*(?:headline|title|byline|length|section|load-?date|publication|dateline|titel|source"
    r"|quelle|date|datum|titre|document type)\s*[:-]\s*\S",
    re.IGNORECASE,
)
_RIGHTS = re.compile(
    r"\s*(?:copyright|\(c\)|©).{0,80}\d{4}|.{0,60}\ball rights reserved\b|\s*end of document\s*$",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\s*(?:document|article|item)?\s*\d{1,5} (?:of|von|de|van) \d{1,5}\b", re.I)
_MIN_REPEATED = 3
_SENTENCE = re.compile(r"[.!?。！？…][\"'”’»)\]]*\s*$")
_FRONT_PATHS = frozenset({"", "/", "/index.html", "/index.htm", "/index.php", "/home", "/news"})
_MIN_FRONT_LINES = 5
_MIN_PROSE_LINES = 4
_LINK = re.compile(r"<a\s(?:[^<>]{0,2000})>(.{0,1000}?)</a>", re.IGNORECASE | re.DOTALL)
_PARAGRAPH = re.compile(r"<p[\s>](.{0,20000}?)</p>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^<>]{0,4000}>")
_MIN_PARAGRAPH_WORDS = 15


def flags_of(raw: RawRecord, article: ParsedArticle) -> tuple[str, ...]:
    """Return the flags of an article, those of its parser first, each once."""
    text = article.text[:_MAX_CHECKED_CHARS]
    lines = [line for line in text.split("\n") if line.strip()]
    words = len(text.split())
    is_page = "<" in raw.original[:500] and bool(_PAGE.search(raw.original[:4000]))
    found = list(raw.flags)
    if not words:
        found.append(NO_TEXT)
    if _is_no_article(raw, article, lines, words, is_page=is_page):
        found.append(NO_ARTICLE)
    elif _is_cut_off(raw, article, lines, words, is_page=is_page):
        found.append(CUT_OFF)
    if not raw.key and _holds_several(lines):
        found.append(SEVERAL)
    if not raw.key and _has_lost_words(raw, article, is_page=is_page):
        found.append(WORDS_LOST)
    return tuple(dict.fromkeys(found))


def _is_no_article(
    raw: RawRecord, article: ParsedArticle, lines: Sequence[str], words: int, *, is_page: bool
) -> bool:
    title = article.title
    if words <= _MAX_ERROR_WORDS and ERROR_TITLE.fullmatch(title):
        return True
    if not is_page:
        return False
    whole = f"{title}\n{article.text[:4000]}"
    if words <= _MAX_ERROR_WORDS and ERROR_TEXT.search(whole):
        return True
    signs = {found[0].casefold() for found in CONSENT.finditer(whole)}
    if words <= _MAX_WALL_WORDS and len(signs) >= _MIN_CONSENT_SIGNS:
        return True
    if words <= _MAX_ERROR_WORDS and SIGN_IN_TITLE.fullmatch(title) and SIGN_IN_TEXT.search(whole):
        return True
    return _is_front_page(raw, article, lines)


def _is_front_page(raw: RawRecord, article: ParsedArticle, lines: Sequence[str]) -> bool:
    """Whether a page is the first of its site and no long text, or its lines are links."""
    prose = sum(bool(_SENTENCE.search(line)) and len(line.split()) > 11 for line in lines)
    is_first = bool(article.url) and _path(article.url) in _FRONT_PATHS
    if is_first and prose < _MIN_PROSE_LINES:
        return True
    if len(lines) < _MIN_FRONT_LINES or prose * 3 > len(lines):
        return False
    linked = {_plain(found[1]) for found in _LINK.finditer(raw.original[:_MAX_CHECKED_CHARS])}
    return 2 * sum(_plain(line) in linked for line in lines) >= len(lines)


def _path(url: str) -> str:
    try:
        return urlsplit(url).path.lower()
    except ValueError:
        return ""


def _plain(markup: str) -> str:
    return " ".join(_TAG.sub(" ", markup).split()).casefold()


def _is_cut_off(
    raw: RawRecord, article: ParsedArticle, lines: Sequence[str], words: int, *, is_page: bool
) -> bool:
    hidden = [line.text for line in article.hidden_lines[-_CUT_LINES * 2 :]]
    ends = [line[:600] for line in (*lines[-_CUT_LINES:], *hidden)]
    low = "\n".join(ends).casefold()
    if any(stem in low for stem in CUT_OFF_STEMS) and any(map(_says_cut_off, ends)):
        return True
    return is_page and words <= _MAX_FREE_WORDS and bool(_NOT_FREE.search(raw.original))


def _says_cut_off(line: str) -> bool:
    low = line.casefold()
    likely = (phrase for stems, phrase in CUT_OFF_PHRASES if any(stem in low for stem in stems))
    return any(phrase.search(line) for phrase in likely)


def _holds_several(lines: Sequence[str]) -> bool:
    """Whether what stands once in an article stands several times, well apart."""
    for pattern in (_BYLINE, _LABEL, _RIGHTS, _COUNTED):
        at = [number for number, line in enumerate(lines) if pattern.match(line[:200])]
        if pattern is _LABEL:
            names: dict[str, list[int]] = {}
            for number in at:
                name = lines[number].strip().partition(":")[0].casefold()[:20]
                names.setdefault(name, []).append(number)
            at = max(names.values(), key=len, default=[])
        apart = [one for one, before in zip(at[1:], at, strict=False) if one - before >= 3]
        if len(apart) >= _MIN_REPEATED - 1:
            return True
    return False


def _has_lost_words(raw: RawRecord, article: ParsedArticle, *, is_page: bool) -> bool:
    """Whether the article and its hidden lines have far fewer words than its file."""
    original = raw.original[:_MAX_CHECKED_CHARS]
    if is_page:
        parts = (_TAG.sub(" ", found[1]).split() for found in _PARAGRAPH.finditer(original))
        own = sum(len(part) for part in parts if len(part) >= _MIN_PARAGRAPH_WORDS)
        share = _KEPT_SHARE_OF_PAGE
    else:
        if original[:200].lstrip().startswith(("<", "{")):
            return False
        own, share = len(original.split()), _KEPT_SHARE
    if own < _MIN_LOST_OF:
        return False
    hidden = sum(len(line.text.split()) for line in article.hidden_lines)
    kept = len(article.text[:_MAX_CHECKED_CHARS].split()) + len(article.title.split()) + hidden
    stated = sum(len(value.split()) for value in raw.metadata.values())
    return kept + stated < share * own
