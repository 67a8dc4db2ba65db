"""Bytes to text: which characters a file holds, told from its content alone."""

from __future__ import annotations

import codecs
import re

from corpus.extraction.language import language_of
from corpus.importing.source_file import UnreadableError

# Longest first: UTF-32-LE begins as UTF-16-LE does.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Encodings that news was really kept in. A wider choice makes short texts guesswork.
_LEGACY = [
    *(
        "cp1252",
        "cp1250",
        "cp1251",
        "koi8_r",
        "koi8_u",
        "iso8859_5",
        "cp866",
        "mac_cyrillic",
        "cp1253",
    ),
    *("cp1254", "cp1255", "cp1256", "cp437", "cp850", "iso8859_2", "iso8859_15", "mac_roman"),
    *("big5", "gb18030", "shift_jis", "euc_jp", "euc_kr", "cp874", "cp1257"),
]
# The Windows code pages of Latin letters, and the languages written in each but the first.
_LATIN_PAGES = {
    "cp1252": (),
    "cp1250": ("pl", "cs", "sk", "hu", "sl", "hr", "bs", "sh", "ro", "sq"),
    "cp1254": ("tr", "az"),
    "cp1257": ("lv", "lt"),
}
# Encodings of seven bits: escape sequences tell them.
_ESCAPED = (
    (re.compile(rb"\x1b\$\)C"), "iso2022_kr"),
    (re.compile(rb"\x1b(?:\$[@B]|\([BJI]|\$\([DOPQ])"), "iso2022_jp_ext"),
    (re.compile(rb"~\{(?:[\x21-\x77][\x21-\x7e]){1,400}~\}"), "hz"),
)
# Letters that Czech, Slovak and the languages of former Yugoslavia have at other places in
# ISO 8859-2 than in the page of Windows, which has some of them where ISO has none.
_ISO_LATIN_2 = re.compile(rb"[\xa9\xab\xae\xb9\xbb\xbe]")
_ONLY_WINDOWS = re.compile(rb"[\x80-\x9f]")
_CARON_LANGUAGES = ("cs", "sk", "sl", "hr", "bs", "sh")
_NO_ENCODINGS = {"punycode", "idna", "undefined", "unicode-escape", "raw-unicode-escape"}
_SAMPLE_BYTES = 64 * 1024
# Neither tab, line ends, form feed nor the end-of-file mark of old systems.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x19\x1b-\x1f\x7f]")
_UNTIDY = re.compile(r"[\x00-\x08\x0b\x0d-\x19\x1b-\x1f\x7f\ud800-\udfff]")
_MOST_CONTROLS = 0.002
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_SURROGATE_BYTES = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
_MAGIC = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "gzip data"),
    (b"\xfd7zXZ\x00", "xz data"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a database"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
)


def decode(data: bytes) -> str:
    """Return the text of a file, line ends as "\\n", without a byte order mark.

    UTF-8 is tried first, then the encodings that news was kept in. Raises UnreadableError
    with the reason for data that is no text.
    """
    if not data.strip():
        raise UnreadableError("empty file")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return tidy(_strict(data[len(mark) :], encoding))
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise UnreadableError(f"not text but {what}")
    if b"\x00" in data:
        return tidy(_wide(data))
    if (escaped := _escaped(data)) is not None:
        return tidy(escaped)
    try:
        return tidy(data.decode("utf-8"))
    except UnicodeDecodeError:
        return tidy(_legacy(data))


def encoding_of(sample: bytes) -> str:
    """Return the codec of a file that begins with `sample`, to read it as a stream.

    UTF-8 where nothing speaks against it: a cut character at the end of the sample does not.
    """
    for mark, encoding in _MARKS:
        if sample.startswith(mark):
            return {"utf-8": "utf-8-sig"}.get(encoding, encoding.rpartition("-")[0])
    if b"\x00" in sample:
        half = max(1, len(sample) // 2)
        little = sample[1::2].count(0) > 0.6 * half and sample[::2].count(0) == 0
        return "utf-16-le" if little else "utf-16-be"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes  # noqa: PLC0415 - slow to load

        best = from_bytes(sample, cp_isolation=_LEGACY).best()
        return _code_page(sample, best.encoding) if best else "cp1252"
    return "utf-8"


def _escaped(data: bytes) -> str | None:
    """Decode text that escape sequences switch to another script, None for other text."""
    if not data.isascii() and b"\x0e" not in data:
        return None
    for sign, encoding in _ESCAPED:
        if sign.search(data[:_SAMPLE_BYTES]):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
    return None


def decode_as(data: bytes, declared: str) -> str | None:
    """Return the text of data that declares its encoding, or None where that is not true.

    Python knows encodings that are none of texts, and one whose decoding takes for ever.
    """
    try:
        if codecs.lookup(declared).name in _NO_ENCODINGS:
            return None
        return tidy(data.decode(declared).replace("\x00", ""))
    except (UnicodeError, LookupError, ValueError):
        return None  # It says one thing and is another: its content tells.


def tidy(text: str) -> str:
    """Return text with plain line ends and no control characters.

    Raises UnreadableError where it is no text: NUL, lone surrogates, too many controls.
    """
    if not _UNTIDY.search(text):
        return text
    if "\x00" in text:
        raise UnreadableError("NUL characters: not text")
    if not text.isascii() and _SURROGATE.search(text):
        raise UnreadableError("lone surrogates: broken Unicode")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = _CONTROLS.findall(text)
    if not found:
        return text
    if len(found) > 3 and len(found) > _MOST_CONTROLS * len(text):
        raise UnreadableError("binary data: too many control characters")
    return _CONTROLS.sub("", text)


def repair(text: str) -> str:
    """Undo text that was once decoded wrongly ("â€œ" for a quote). Quotes stay curly."""
    if text.isascii():
        return text

    import ftfy  # noqa: PLC0415 - slow to load

    return ftfy.fix_encoding(text)


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError(f"broken {encoding.upper()} at byte {error.start}") from error


def _wide(data: bytes) -> str:
    """Decode UTF-16 without a mark: Latin text has a NUL in nearly every pair."""
    half = max(1, len(data) // 2)
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if data[offset::2].count(0) > 0.6 * half and data[1 - offset :: 2].count(0) == 0:
            return _strict(data, encoding)
    raise UnreadableError("NUL bytes: not text")


def _legacy(data: bytes) -> str:
    """Decode what is not UTF-8; a UTF-8 file with a few broken bytes keeps the rest."""
    if _SURROGATE_BYTES.search(data):
        try:  # Some systems write a character beyond the first 65,536 as two surrogates.
            pairs = data.decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass")
            return pairs.decode("utf-16-le")
        except UnicodeDecodeError as error:
            if error.encoding == "utf-16-le":
                raise UnreadableError("lone surrogates: broken Unicode") from error
    mended = data.decode("utf-8", "replace")
    broken = mended.count("\ufffd")
    whole = sum(1 for character in mended if character > "\x7f") - broken
    if whole > 20 * broken:
        return mended
    if len(_CONTROLS.findall(data[:_SAMPLE_BYTES].decode("latin-1"))) > 3:
        raise UnreadableError("binary data: neither UTF-8 nor another text encoding")
    from charset_normalizer import from_bytes  # noqa: PLC0415 - slow to load

    best = from_bytes(data[:_SAMPLE_BYTES], cp_isolation=_LEGACY).best()
    if best is None:
        raise UnreadableError("no known character encoding")
    return data.decode(_code_page(data, best.encoding), "replace")


def _code_page(data: bytes, guess: str) -> str:
    """Tell apart the code pages of Latin letters, which differ in a few that all look well."""
    if guess not in _LATIN_PAGES:
        return guess

    sample = data[:_SAMPLE_BYTES]
    for page, used in _LATIN_PAGES.items():
        language = language_of(sample.decode(page, "replace")) if used else ""
        if language and language in used:
            is_iso = _ISO_LATIN_2.search(sample) and not _ONLY_WINDOWS.search(sample)
            return "iso8859_2" if is_iso and language in _CARON_LANGUAGES else page
    return "cp1252"
