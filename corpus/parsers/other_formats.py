"""What plain text must not be taken for: markup, programs, logs, tables, lists of addresses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

_SAMPLE_CHARS = 40_000
_MAX_NAMES_TOLD = 8
_TAG = re.compile(r"</?([A-Za-z_][\w:.-]{0,60})(?:\s[^<>]{0,2000})?/?>")
_HTML = frozenset(
    {
        *("p", "br", "div", "span", "a", "b", "i", "em", "strong", "u", "h1", "h2", "h3", "h4"),
        *("h5", "h6", "ul", "ol", "li", "blockquote", "img", "figure", "figcaption", "table", "tr"),
        *("td", "th", "tbody", "thead", "hr", "section", "article", "header", "footer", "main"),
        *(
            "font",
            "center",
            "sup",
            "sub",
            "small",
            "iframe",
            "pre",
            "code",
            "cite",
            "time",
            "aside",
        ),
        *("aside", "button", "form", "input", "label", "nav", "picture", "source", "svg", "path"),
        *("video", "audio", "dl", "dt", "dd", "address", "abbr", "q", "s", "del", "ins", "mark"),
    }
)
_BLOCK = re.compile(r"<(?:p|br|div|h[1-6]|li|blockquote)\b", re.IGNORECASE)
_MIN_TAGS = 4
_LOG = re.compile(
    r"\s*(?:\[?\d{4}-\d\d-\d\d[T ,]+\d\d:\d\d|\[?\d{1,2}[/.]\w{2,3}[/.]\d{2,4}[:, ]+\d\d?:\d\d"
    r"|[A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d |\d{1,3}(?:\.\d{1,3}){3} \S+ \S+ \["
    r"|\[?(?:INFO|DEBUG|WARN(?:ING)?|ERROR|TRACE|FATAL)\]?[ :|-])"
)
_PROGRAM = re.compile(
    r"\s*(?:#!|#include\b|import [\w.{*]|from [\w.]+ import\b|def \w+\(|class \w+[(:{]"
    r"|function\b.*\("
    r"|(?:var|let|const) [\w{$]+ ?=|public |private |package [\w.]+;|using [\w.]+;|return\b.*;"
    r"|if ?\(.*\) ?\{?|for ?\(.*|while ?\(.*|else\b ?\{?|\}|//|/\*|\*/|@\w+|\$\w+ ?=|echo "
    r"|print\(|console\.log|<\?php|INSERT INTO|CREATE TABLE|DROP TABLE|SELECT .* FROM)"
    r"|.*[;{}]\s*$"
)
_ADDRESS = re.compile(r"\s*(?:https?://|www\.)\S+\s*")
_TIMED = re.compile(r"(?:\d\d:)?\d\d:\d\d[.,]\d{3} --> ")
_SETTING = re.compile(r"\s*(?:[\w.-]+ ?= ?\S.*|\[[\w. -]+\]|[#;].*)")
_BEGINNINGS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"BEGIN:V(?:CARD|CALENDAR)"), "contacts or a calendar"),
    (re.compile(r"WEBVTT"), "subtitles"),
    (re.compile(r"1\s*\n(?:\d\d:)\d\d:\d\d,\d{3} --> "), "subtitles"),
    (re.compile(r"-----BEGIN [A-Z ]+-----"), "a key or certificate"),
    (re.compile(r"(?:diff --git |--- .*\n\+\+\+ )"), "a patch"),
    (re.compile(r"(?i:user-agent: ?\S+\s*\n(?:dis)?allow:)"), "a file for crawlers"),
    (re.compile(r"@(?:article|misc|book|newspaper|online|inproceedings)\s*\{", re.I), "BibTeX"),
    (re.compile(r"%[0A-Z] .*\n%[A-Z@] "), "EndNote references; export them as RIS"),
    (re.compile(r"PMID- *\d+\s*\n"), "PubMed references; export them as RIS"),
    (re.compile(r"%!PS|%%Page"), "PostScript; convert it to PDF"),
    (re.compile(r"#EXTM3U"), "a list of media"),
    (re.compile(r"\\documentclass|\\begin\{document\}"), "LaTeX; convert it to text"),
    (re.compile(r"\s*\{\s*\\rtf"), "RTF"),
    (re.compile(r" CDX [A-Za-z ]+\n|!OpenWayback"), "the index of a web archive"),
    (re.compile(r"[\w,.-]+\)/\S* \d{14} (?:\{|\S+ )"), "the index of a web archive"),
)


def is_html_fragment(text: str) -> bool:
    """Whether a text is a piece of a web page: tags of HTML, blocks among them, and no others."""
    sample = text[:_SAMPLE_CHARS]
    if "<" not in sample or not _BLOCK.search(sample):
        return False
    names = Counter(found[1].lower() for found in _TAG.finditer(sample))
    return sum(names.values()) >= _MIN_TAGS - 2 and names.keys() <= _HTML


def other_format(text: str) -> str:
    """Return what a text is where it is no prose, "" where it may be an article's.

    The answer names what it was told by, and what would help.
    """
    sample = text[:_SAMPLE_CHARS].lstrip("\ufeff\n ")
    for pattern, what in _BEGINNINGS:
        if pattern.match(sample):
            return what
    return next(filter(None, (told(sample) for told in _TELLING)), "")


def _markup(sample: str) -> str:
    if sample.count("<") < _MIN_TAGS:
        return ""
    names = Counter(found[1] for found in _TAG.finditer(sample))
    marks = sum(names.values())
    words = len(_TAG.sub(" ", sample).split())
    if marks < _MIN_TAGS or (not sample.startswith("<") and marks * 12 < words):
        return ""
    told = ", ".join(f"<{name}>" for name, _ in names.most_common(_MAX_NAMES_TOLD))
    return (
        f"markup with the elements {told}; name the file .xml or .html, and say with --records "
        "ELEMENT --map text=ELEMENT which hold articles"
    )


def _lines(sample: str) -> list[str]:
    return [line for line in sample.split("\n") if line.strip()]


def _share(sample: str, pattern: re.Pattern[str], least: int) -> float:
    """The share of lines that match, 0 where there are fewer than `least` lines."""
    lines = _lines(sample)
    matching = sum(bool(pattern.match(line)) for line in lines)
    return matching / len(lines) if len(lines) >= least else 0.0


def _log(sample: str) -> str:
    if _share(sample, _LOG, 3) < 0.7:
        return ""
    return "a log or a chat: its lines begin with a time"


def _program(sample: str) -> str:
    return "a program or script" if _share(sample, _PROGRAM, 4) > 0.6 else ""


def _addresses(sample: str) -> str:
    return "a list of addresses, not articles" if _share(sample, _ADDRESS, 2) > 0.7 else ""


def _settings(sample: str) -> str:
    return "settings: a name and a value a line" if _share(sample, _SETTING, 4) > 0.8 else ""


def _subtitles(sample: str) -> str:
    return "subtitles" if len(_TIMED.findall(sample)) > 2 else ""


def _table(sample: str) -> str:
    """Commas in the same number on nearly every line, and few words between them."""
    lines = _lines(sample)[:40]
    for delimiter, least_columns in ((",", 4), (";", 3), ("|", 3), ("\t", 2)):
        counts = Counter(line.count(delimiter) for line in lines)
        if len(lines) < 5 or not counts:
            continue
        count, alike = counts.most_common(1)[0]
        cells = [cell for line in lines for cell in line.split(delimiter)]
        words = sum(len(cell.split()) for cell in cells) / max(1, len(cells))
        if count + 1 >= least_columns and alike >= 0.9 * len(lines) and words < 6:
            first = ", ".join(cell.strip()[:30] for cell in lines[0].split(delimiter)[:8])
            return (
                f"a table of {count + 1} columns ({first}); name the file .csv and say with "
                "--map text=COLUMN which is the text"
            )
    return ""


_TELLING: tuple[Callable[[str], str], ...] = (
    *(_markup, _subtitles, _log, _addresses, _program, _settings, _table),
)
