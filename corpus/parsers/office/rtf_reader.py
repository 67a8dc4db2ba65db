"""The text of RTF, read as a stream: nothing of it is held, however it is nested.

After "Rich Text Format Specification 1.9.1" (Microsoft, 2008).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from io import BufferedReader

from corpus.importing.source_file import MOST_ARTICLE_CHARS, UnreadableError
from corpus.parsers.office.document_text import CENTRED

_PIECE_BYTES = 256 * 1024
# A control word has 32 letters at most, and a number of 10 digits behind it.
_MAX_TOKEN_BYTES = 64
_MAX_GROUPS = 5_000
_TOKEN = re.compile(
    rb"\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<hex>[0-9A-Fa-f]{2})"
    rb"|\\(?P<symbol>[^A-Za-z'])|(?P<brace>[{}])|[\r\n\x00]+|(?P<text>[^\\{}\r\n\x00]+)|."
)
# Stands at the end of a centred paragraph until it is whole. Texts have no such character.
_CENTRED_MARK = "\ue000"
_CENTRED_END = f"{_CENTRED_MARK}\n"
_LONE_HALF = re.compile("[\ud800-\udfff]")
_CHARACTERS = {
    **{
        b"par": "\n",
        b"line": "\n",
        b"row": "\n",
        b"nestrow": "\n",
        b"sect": "\f\n",
        b"page": "\f\n",
    },
    **{b"tab": "\t", b"cell": "\t", b"nestcell": "\t", b"column": "\n", b"softline": "\n"},
    **{b"emdash": "—", b"endash": "–", b"bullet": "•", b"lquote": "‘", b"rquote": "’"},
    **{b"ldblquote": "“", b"rdblquote": "”", b"emspace": " ", b"enspace": " ", b"qmspace": " "},
}
_SYMBOLS = {b"~": "\u00a0", b"_": "\u2011", b"-": "\u00ad", b"{": "{", b"}": "}", b"\\": "\\"}
# Groups that are not the text: tables of the file, pictures, what is printed on every page.
_LEFT_OUT = frozenset(
    b"fonttbl colortbl stylesheet info pict object header headerl headerr headerf footer footerl"
    b" footerr footerf footnote annotation atnid atnauthor fldinst bkmkstart bkmkend xe tc"
    b" listtable listoverridetable rsidtbl revtbl generator themedata colorschememapping datastore"
    b" latentstyles filetbl pntext pntxta pntxtb nonshppict shpinst do objdata panose falt fname"
    b" ftnsep ftnsepc aftnsep aftnsepc mmathPr xmlnstbl listtext".split()
)
# The character sets of fonts: section "Font Table" of the specification.
_CHARSETS = {
    **{0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "cp950"},
    **{161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257"},
    **{204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850"},
}


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds within a pair of braces."""

    left_out: bool = False
    hidden: bool = False
    in_fonts: bool = False
    encoding: str = ""
    #: How many characters stand behind a "\\u" for programs that do not know it.
    fallback: int = 1

    @property
    def shown(self) -> bool:
        return not (self.left_out or self.hidden)


@dataclass(slots=True)
class _Reading:
    """The state of a file being read."""

    group: _Group = field(default_factory=_Group)
    above: list[_Group] = field(default_factory=list)
    encoding: str = "cp1252"
    fonts: dict[int, str] = field(default_factory=dict)
    font: int = 0
    skipped: int = 0
    starred: bool = False
    raw: bytearray = field(default_factory=bytearray)
    text: list[str] = field(default_factory=list)
    chars: int = 0
    centred: bool = False

    def write(self, text: str) -> None:
        if self.group.shown:
            self.flush()
            self.text.append(text)
            self.chars += len(text)

    def flush(self) -> None:
        """Decode the bytes that were gathered: a character may take two."""
        if self.raw:
            encoding = self.group.encoding or self.encoding
            text = bytes(self.raw).decode(encoding, "replace")
            self.raw.clear()
            self.text.append(text)
            self.chars += len(text)

    def lines(self) -> Iterator[str]:
        """Yield the lines that are whole."""
        self.flush()
        *lines, rest = "".join(self.text).split("\n")
        self.text = [rest] if rest else []
        self.chars = len(rest)
        if self.chars > MOST_ARTICLE_CHARS:
            raise UnreadableError("a paragraph longer than any article")
        # Half of a pair that stands for one character says nothing.
        for line in lines:
            shown = _LONE_HALF.sub("\ufffd", line.rstrip("\t"))
            yield CENTRED + shown[:-1].lstrip() if shown.endswith(_CENTRED_MARK) else shown


def rtf_lines(stream: BufferedReader) -> Iterator[str]:
    """Yield the paragraphs of an RTF file; cells of a table are parted by tabs, pages by "\\f".

    Raises UnreadableError where groups are nested without end.
    """
    reading = _Reading()
    data = b""
    binary = 0
    while True:
        more = stream.read(_PIECE_BYTES)
        data += more
        at = 0
        last = len(data) - (_MAX_TOKEN_BYTES if more else 0)
        while at < last:
            if binary:
                taken = min(binary, len(data) - at)
                at, binary = at + taken, binary - taken
                continue
            token = _TOKEN.match(data, at)
            if token is None:
                break
            at = token.end()
            if token["word"] == b"bin":
                binary = max(0, int(token["number"] or 0))
            else:
                _take(reading, token)
        data = data[at:]
        yield from reading.lines()
        if not more:
            break
    reading.text.append("\n")
    yield from reading.lines()


def _take(reading: _Reading, token: re.Match[bytes]) -> None:
    if token["brace"]:
        _open_or_close(reading, token["brace"])
    elif token["word"]:
        _take_word(reading, token["word"], token["number"])
    elif token["hex"]:
        if reading.skipped:
            reading.skipped -= 1
        elif reading.group.shown:
            reading.raw.append(int(token["hex"], 16))
    elif token["symbol"]:
        _take_symbol(reading, token["symbol"])
    elif token["text"]:
        text = token["text"]
        if reading.skipped:
            dropped = min(reading.skipped, len(text))
            text, reading.skipped = text[dropped:], reading.skipped - dropped
        if reading.group.shown:
            reading.raw += text


def _open_or_close(reading: _Reading, brace: bytes) -> None:
    reading.flush()
    reading.skipped = 0
    if brace == b"{":
        if len(reading.above) >= _MAX_GROUPS:
            raise UnreadableError("RTF nested too deeply")
        reading.above.append(reading.group)
    elif reading.above:
        reading.group = reading.above.pop()
    reading.starred = False


def _take_symbol(reading: _Reading, symbol: bytes) -> None:
    if symbol == b"*":
        reading.starred = True
    elif symbol in (b"\n", b"\r"):
        reading.write("\n")
    elif reading.skipped:
        reading.skipped -= 1
    elif symbol in _SYMBOLS:
        reading.write(_SYMBOLS[symbol])


def _take_word(reading: _Reading, word: bytes, number: bytes | None) -> None:
    value = int(number) if number else 0
    if reading.starred:
        # A group that readers may leave out where they do not know it.
        reading.starred = False
        reading.group = replace(reading.group, left_out=True)
    if word in _LEFT_OUT:
        reading.flush()
        reading.group = replace(reading.group, left_out=True, in_fonts=word == b"fonttbl")
    elif word in (b"v", b"deleted"):
        reading.flush()
        reading.group = replace(reading.group, hidden=number != b"0")
    elif word == b"u" and number:
        if not reading.skipped:
            reading.write(_character(value, reading))
            reading.skipped = reading.group.fallback
    elif word in (b"pard", b"qc", b"ql", b"qj", b"qr"):
        reading.centred = word == b"qc"
    elif word in _CHARACTERS:
        end = reading.centred and word == b"par"
        reading.write(_CENTRED_END if end else _CHARACTERS[word])
    else:
        _take_encoding(reading, word, value)


def _take_encoding(reading: _Reading, word: bytes, value: int) -> None:
    """Take a word that tells how characters are written."""
    if word == b"uc":
        reading.group = replace(reading.group, fallback=min(max(value, 0), 8))
    elif word == b"ansicpg":
        reading.encoding = _known(f"cp{value}") or reading.encoding
    elif word == b"mac":
        reading.encoding = "mac_roman"
    elif word == b"f":
        _take_font(reading, value)
    elif word == b"fcharset" and reading.group.in_fonts:
        reading.fonts[reading.font] = _CHARSETS.get(value, "")
    elif word == b"plain":
        reading.flush()
        reading.group = replace(reading.group, encoding="")


def _take_font(reading: _Reading, font: int) -> None:
    if reading.group.in_fonts:
        reading.font = font
    else:
        reading.flush()
        # A font of Western letters leaves the encoding to the file.
        encoding = reading.fonts.get(font, "")
        reading.group = replace(
            reading.group, encoding="" if encoding == _CHARSETS[0] else encoding
        )


def _character(value: int, reading: _Reading) -> str:
    """The character of a "\\u": numbers below 0 count from 65,536 down; pairs become one."""
    code = value + 0x10000 if value < 0 else value
    if 0xDC00 <= code <= 0xDFFF and reading.text and "\ud800" <= reading.text[-1] <= "\udbff":
        high = reading.text.pop()
        return chr(0x10000 + ((ord(high) - 0xD800) << 10) + (code - 0xDC00))
    return chr(code) if 9 <= code < 0x110000 else ""


def _known(encoding: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        return ""
