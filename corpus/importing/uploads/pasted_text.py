"""Pasted text as a file: what its title and its first lines state is kept apart from it."""

from __future__ import annotations

from corpus.parsers.text_header import TextHeader, read_text_header

_HEADER_NAMES = {
    "header date": "Date",
    "source": "Source",
    "author": "Author",
    "url": "URL",
    "language": "Language",
}


def as_file(text: str, title: str = "") -> str:
    """Return a text file that states the title; without one, the text itself.

    A date line or header that the text begins with is moved below the title.
    """
    text = text.replace("\r\n", "\n")
    title = " ".join(title.split())
    if not title:
        return text
    header = read_text_header(text)
    if header.fields.get("title"):
        header = TextHeader(body=text)
    stated = header.fields
    aside = "".join(f"{line}\n" for line, _ in header.aside)
    body = f"{aside}\n{header.body}" if aside else header.body
    lines = [f"Title: {title}"]
    lines += [f"{_HEADER_NAMES[name]}: {stated[name]}" for name in _HEADER_NAMES if name in stated]
    return "\n".join((*lines, "", body.lstrip("\n")))
