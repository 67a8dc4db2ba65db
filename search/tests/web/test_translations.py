"""Every page can be translated: no text stands in a template outside gettext."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template.base import Lexer, TokenType
from django.utils import translation

from search.results.counts import articles, matches

ROOT = Path(__file__).resolve().parents[3] / "templates"
TEMPLATES = sorted(
    path
    for folder in (".", "search", "keeping", "desk", "timeline")
    for path in (ROOT / folder).glob("*.html")
)
# Examples of queries, keys and commands are the same in every language, as is the name.
_SAME_EVERYWHERE = re.compile(r"<(dt|kbd|code|title)\b[^>]*>.*?</\1>|Dateline", re.DOTALL)
_TEXT_ATTRIBUTE = re.compile(r'\b(?:aria-label|title|placeholder|alt)="([^"]*)"')
_TAG = re.compile(r"<[^>]*>")
# A block may hold the attributes of an element in another template.
_ATTRIBUTE = re.compile(r'[\w-]+="[^"]*"|hx-[\w-]+')


def texts(source: str) -> list[str]:
    """Return the words of a template that no translation can replace."""
    kept: list[str] = []
    translated = False
    for token in Lexer(source).tokenize():
        if token.token_type == TokenType.BLOCK:
            name = token.contents.split()[0]
            translated = name == "blocktranslate" or (translated and name == "plural")
        elif token.token_type == TokenType.TEXT and not translated:
            kept.append(token.contents)
    html = _SAME_EVERYWHERE.sub("", "".join(kept))
    visible = _ATTRIBUTE.sub("", _TAG.sub("\n", html))
    found = [*_TEXT_ATTRIBUTE.findall(html), *visible.split("\n")]
    return [text.strip() for text in found if re.search(r"[A-Za-z]{2}", text)]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>{% translate 'No articles' %}</p>", []),
        ("<p>No articles</p>", ["No articles"]),
        ('<a title="Next page">{{ number }}</a>', ["Next page"]),
        ("{% blocktranslate count n=n %}One{% plural %}Many{% endblocktranslate %} left", ["left"]),
    ],
)
def test_untranslated_text_is_recognised(source: str, found: list[str]):
    assert texts(source) == found


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_template_holds_no_untranslated_text(path: Path):
    assert texts(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "0 articles"), (1, "1 article"), (2, "2 articles"), (1234, "1,234 articles")],
)
def test_counts_have_the_plural_of_the_language(number: int, words: str):
    with translation.override("en"):
        assert articles(number) == words
        assert matches(number) == words.replace("article", "match").replace("matchs", "matches")
