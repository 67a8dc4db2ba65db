"""XML from strangers: no entities that swell, no network, no depth without end."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from corpus.importing.source_file import UnreadableError

_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_SUBSET = re.compile(rb"<!DOCTYPE[^\[>]{0,500}(\[.{0,60000}?\])\s*>", re.DOTALL | re.IGNORECASE)
# An entity that stands for a character or two, as the DTDs of feeds and agencies declare them.
_CHARACTER = re.compile(
    rb"<!ENTITY\s+([A-Za-z][\w.-]{0,40})\s+(?:\"([^\"<%]{0,40})\"|'([^'<%]{0,40})')\s*>"
)
_REFERENCE = re.compile(rb"&([A-Za-z][\w.-]{0,40});")
_LONE_AMPERSAND = re.compile(rb"&(?!#?\w{1,40};)")
_OF_XML = frozenset((b"amp", b"lt", b"gt", b"quot", b"apos"))
_MAX_ENTITY_CHARS = 4
_HEAD_BYTES = 64 * 1024
_PIECE_BYTES = 64 * 1024
_MAX_REFERENCE_BYTES = 48


def refuse_entities(data: bytes) -> None:
    """Raise UnreadableError where XML declares entities other than single characters.

    News declares no others, and bombs always do.
    """
    _declared(data)


def _declared(data: bytes) -> dict[bytes, bytes]:
    """Return the characters that a file declares names for. Raises UnreadableError."""
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in data[:4]
    plain = data.replace(b"\x00", b"") if wide else data
    count = len(_ENTITY.findall(plain))
    if not count:
        return {}
    found: dict[bytes, bytes] = {}
    for name, double, single in _CHARACTER.findall(plain):
        value = html.unescape((double or single).decode("utf-8", "replace"))
        if len(value) > _MAX_ENTITY_CHARS:
            break
        found[name] = _as_references(value)
        count -= 1
    if count > 0:
        raise UnreadableError("XML that declares entities is refused")
    return found


def _as_references(text: str) -> bytes:
    return "".join(f"&#{ord(character)};" for character in text).encode()


def without_entities(data: bytes) -> bytes:
    """Return XML with names of characters written as numbers, and no declarations of them.

    Raises UnreadableError for declarations of anything else.
    """
    names = _declared(data)
    if subset := _SUBSET.search(data[:_HEAD_BYTES]):
        data = data[: subset.start(1)] + data[subset.end(1) :]
    return _resolved(data, names)


def _resolved(data: bytes, names: dict[bytes, bytes]) -> bytes:
    """Write references by name as numbers, and ampersands that begin none as references."""

    def number(found: re.Match[bytes]) -> bytes:
        name = found[1]
        if name in _OF_XML:
            return found[0]
        if name in names:
            return names[name]
        known = html.unescape(found[0].decode("ascii", "replace"))
        return _as_references(known) if not known.startswith("&") else b"&amp;" + found[0][1:]

    if b"&" not in data:
        return data
    return _LONE_AMPERSAND.sub(b"&amp;", _REFERENCE.sub(number, data))


class _Resolving:
    """A stream of XML whose references are resolved as it is read."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        head = stream.peek(_HEAD_BYTES)[:_HEAD_BYTES]
        self._wide = head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in head[:4]
        self._names = _declared(head)
        self._left = b""
        self._is_first = True

    def read(self, _: int = -1) -> bytes:
        """Return the next piece, b"" at the end."""
        piece = self._stream.read(_PIECE_BYTES)
        if self._wide:
            return piece
        if self._is_first:
            self._is_first = False
            piece = piece.lstrip()
            if subset := _SUBSET.search(piece):
                piece = piece[: subset.start(1)] + piece[subset.end(1) :]
            elif _ENTITY.search(piece):
                raise UnreadableError("XML that declares entities is refused")
        data = self._left + piece
        # What may be the beginning of a reference waits for its end.
        cut = data.rfind(b"&", max(0, len(data) - _MAX_REFERENCE_BYTES)) if piece else -1
        whole, self._left = (data[:cut], data[cut:]) if cut >= 0 else (data, b"")
        if not whole and self._left:
            return self.read()
        return _resolved(whole, self._names)


def stream_elements(stream: io.BufferedReader, tags: tuple[str, ...]) -> Iterator[etree._Element]:
    """Yield elements of these local names, each whole, and forget them once the next is asked for.

    Those within another of them are part of that one; what stands between them is forgotten, too.
    Raises UnreadableError, with the line, where the file is broken; what came before stands.
    """
    source: Any = _Resolving(stream)
    within = 0
    try:
        for event, element in etree.iterparse(
            source,
            events=("start", "end"),
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        ):
            is_wanted = element.tag.rpartition("}")[2] in tags
            if event == "start":
                within += is_wanted
                continue
            within -= is_wanted
            if not within:
                if is_wanted:
                    yield element
                _forget(element)
    except etree.XMLSyntaxError as error:
        raise UnreadableError(f"broken XML: {error.msg}") from error


def _forget(element: etree._Element) -> None:
    """Free an element and those before it, within it and its parents."""
    tail = element.tail
    element.clear()
    element.tail = tail
    for above in (element, *element.iterancestors()):
        parent = above.getparent()
        if parent is None:
            return
        while above.getprevious() is not None:
            del parent[0]


def parse_xml(data: bytes) -> etree._Element:
    """Parse an XML file. Raises UnreadableError, with the line, where it is broken."""
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, recover=False
    )
    try:
        return etree.fromstring(without_entities(data).lstrip(), parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableError(f"broken XML: {error.msg}") from error


def parse_head(data: bytes) -> etree._Element | None:
    """Parse the beginning of an XML file as far as it goes, None where it is none."""
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(without_entities(data).lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
