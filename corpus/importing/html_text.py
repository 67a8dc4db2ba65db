"""Markup to text: a fragment of HTML becomes paragraphs, with nothing of its tags left."""

from __future__ import annotations

import re

from lxml import etree, html

from corpus.importing.source_file import UnreadableError, refuse_too_long

_MARKUP = re.compile(
    r"</?(?:p|br|div|a|b|i|em|strong|span|ul|ol|li|h[1-6]|img|blockquote)\b[^<>]*>"
)
_MOST_TAG_CHARS = 20_000
_LONG_TAG = re.compile(rf"<[A-Za-z][^<>]{{{_MOST_TAG_CHARS},}}")
# In these a "<" begins no tag.
_NO_TAGS = re.compile(
    r"<!--.*?-->|<(script|style|textarea|title)\b[^<>]*>.*?</\1\s*>", re.IGNORECASE | re.DOTALL
)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_BLOCKS = {
    *("address", "article", "aside", "blockquote", "body", "dd", "div", "dl", "dt", "fieldset"),
    *("figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr"),
    *("li", "main", "nav", "ol", "p", "pre", "section", "table", "tr", "ul"),
    *("hl1", "hl2", "block", "media", "byline", "dateline", "note"),  # NITF's own.
}
_LEFT_OUT = {
    *("script", "style", "noscript", "template", "head", "iframe", "object", "svg", "select"),
    *("button", "textarea"),
}


def refuse_swollen_tags(markup: str) -> None:
    """Raise UnreadableError for a tag of thousands of attributes.

    To find those that come twice, libraries compare each with all: a few megabytes of them
    take hours.
    """
    plain = _NO_TAGS.sub(" ", markup) if _LONG_TAG.search(markup) else ""
    for tag in _LONG_TAG.finditer(plain):
        if len(_QUOTED.sub("", tag[0])) > _MOST_TAG_CHARS:
            raise UnreadableError("a tag of thousands of attributes")


def looks_like_markup(text: str) -> bool:
    """Whether a text that should be plain holds tags."""
    return ">" in text and bool(_MARKUP.search(text, 0, 20_000))


def markup_to_text(markup: str) -> str:
    """Return the text of an HTML fragment or page, one paragraph a block.

    Raises UnreadableError for markup made to do harm.
    """
    if not markup.strip():
        return ""
    refuse_too_long(markup)
    refuse_swollen_tags(markup)
    try:
        tree = html.fromstring(f"<div>{markup}</div>")
    except (etree.ParserError, ValueError):
        return ""
    return tree_to_text(tree)


def tree_to_text(tree: etree._Element) -> str:
    """Return the text of parsed markup, one paragraph a block."""
    pieces: list[str] = []
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        # Pages have names that XML does not allow: "gcse:search".
        tag = element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
        if event == "start":
            if not tag or tag in _LEFT_OUT:
                walk.skip_subtree()
                continue
            pieces.append("\n\n" if tag in _BLOCKS else "\n" if tag == "br" else "")
            pieces.append(_spaced(element.text))
        else:
            pieces.append("\n\n" if tag in _BLOCKS else " " if tag in ("td", "th") else "")
            if element is not tree:
                pieces.append(_spaced(element.tail))
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _spaced(text: str | None) -> str:
    """Line ends in markup are spaces."""
    return re.sub(r"\s+", " ", text) if text else ""
