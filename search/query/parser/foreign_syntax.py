"""Operators of other programs without a counterpart here.

They are read as words, with a note. Standard library only.
"""

from __future__ import annotations

import re

from search.query.nodes import Span
from search.query.parser.parse_notes import Note, edited
from search.query.wording import quoted

_FILTERS = "Sources and authors are chosen beside the results; a language is written lang:de."
_OF_THE_WEB = "This archive has no addresses or file types to search by."
_LETTER_CASE = "Capitals and small letters are found alike; =WHO finds the capitals only."
_FORMS = "A word is found in all its forms; =word finds one form only."
_CODES = "This archive has no subject codes."

_AFTERWARDS: dict[str, dict[str, str]] = {
    ":": {
        **dict.fromkeys(("site", "la", "rst"), _FILTERS),
        **dict.fromkeys(("inurl", "allinurl", "filetype", "ext", "related", "cache"), _OF_THE_WEB),
        **dict.fromkeys(("subject", "company", "ns"), _CODES),
    },
    "=": {
        **dict.fromkeys(("la", "rst", "sc"), _FILTERS),
        **dict.fromkeys(("ns", "co", "in", "re", "ipd"), _CODES),
    },
    "(": {
        **dict.fromkeys(("caps", "allcaps", "nocaps"), _LETTER_CASE),
        **dict.fromkeys(("plural", "singular"), _FORMS),
        **dict.fromkeys(("subject", "company", "person", "geographic", "terms"), _CODES),
    },
}
_NAME = re.compile(r"([A-Za-z]{2,10})([:=(])(?=[^\s/)])")
_VALUE = re.compile(r"[^\s()]+")


def note_on_foreign(text: str, at: int) -> list[Note]:
    """Return the note on a foreign operator whose name begins at `at`, if there is one."""
    written = _NAME.match(text, at)
    hint = _AFTERWARDS[written[2]].get(written[1].lower()) if written else None
    if not written or not hint:
        return []
    whole = Span(at, written.end() - (written[2] == "("))
    name = text[whole.start : whole.end]
    rest = _VALUE.match(text, at) if written[2] == "=" else None
    left_out = Span(at, rest.end()) if rest else whole
    message = f"{quoted(name)} is no operator here and is read as a word. {hint}"
    return [Note("ignored", message, whole, edited(text, [(left_out, "")]).strip())]
