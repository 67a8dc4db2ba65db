"""A message that somebody forwarded: who sent it first, when, and under which subject."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.utils import parseaddr

_MARKER = re.compile(
    r"\W*(?:forwarded message|original message|begin forwarded message|weitergeleitete nachricht"
    r"|ursprüngliche nachricht|message transféré|message d['’]origine|mensaje (?:reenviado"
    r"|original)"
    r"|messaggio (?:inoltrato|originale)|doorgestuurd bericht|oorspronkelijk bericht"
    r"|пересылаемое сообщение|mensagem (?:encaminhada|original))\W*",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"[>\s*]*(?:(?P<author>from|von|de|da|van|от)|(?P<date>date|sent|gesendet|datum|envoyé|fecha"
    r"|enviado|data|inviato|verzonden|дата)|(?P<title>subject|betreff|objet|asunto|oggetto|assunto"
    r"|onderwerp|тема)|(?P<other>to|cc|an|kopie|à|para|a|aan|reply-to"
    r"|кому))\s*\*?:\*?\s*(?P<value>.*)",
    re.IGNORECASE,
)
_FORWARD = re.compile(r"^(?:(?:fwd?|wg|tr|rv|i|enc|doorst|пер)\s*:\s*)+", re.IGNORECASE)
_MAX_LINES_ABOVE = 30
_MIN_FIELDS = 2
_MAX_FIELD_LINES = 10


@dataclass(frozen=True, slots=True)
class Forwarded:
    """What the first message states, its text, and the lines of its header."""

    facts: dict[str, str]
    body: str
    header: tuple[str, ...]


def read_forwarded(body: str) -> Forwarded | None:
    """Read the message that a text forwards, None where it forwards none at its beginning."""
    lines = body.split("\n")
    marker = next(
        (number for number, line in enumerate(lines[:_MAX_LINES_ABOVE]) if _MARKER.fullmatch(line)),
        None,
    )
    if marker is None:
        return None
    facts: dict[str, str] = {}
    number = marker + 1
    while number < len(lines) and number <= marker + _MAX_FIELD_LINES:
        line = lines[number]
        found = _FIELD.fullmatch(line.strip())
        if found is None and (line.strip() or facts):
            break
        if found and found.lastgroup:
            name = next(name for name, value in found.groupdict().items() if value is not None)
            facts.setdefault(name, found["value"].strip())
        number += 1
    facts.pop("other", None)
    if len(facts) < _MIN_FIELDS:
        return None
    header = tuple(line.strip() for line in lines[:number] if line.strip())
    return Forwarded(facts, "\n".join(lines[number:]).lstrip("\n"), header)


def without_forward(subject: str) -> str:
    """A subject without "Fwd:"."""
    return _FORWARD.sub("", subject)


def sender(field: str) -> str:
    """The name of a sender, without an address."""
    return parseaddr(field)[0] or field.partition("<")[0].strip()
