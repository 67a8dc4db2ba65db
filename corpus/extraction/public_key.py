"""The public key of an article: its name in addresses, citations and exports, for good.

A key depends on the file alone, so any archive that imports the same files gives the same
keys, whatever the folder, the machine and the order. Its first six characters are a digest of
the file's name and the record's key in it, its last six one of the content as it stood there.
A newer edition of a file, or a renamed one, therefore still shares half of the key.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

#: Characters of each half; 26 * 32**5 is about 870 million.
HALF_LENGTH = 6
#: The longest key: both halves, and the number of a copy.
MAX_KEY_LENGTH = 20

_DIGITS = "abcdefghijklmnopqrstuvwxyz234567"
_FIRST_DIGITS = 26


def public_key(origin: str, record_key: str, content_hash: str) -> str:
    """Return the key of the article read from `origin`; `record_key` is its key in that file."""
    return _half(_name(origin, record_key)) + _half(content_hash)


def keys_of_copies(key: str) -> Iterator[str]:
    """Yield the keys of articles alike in name and content: `key`, then `key-2`, `key-3` ..."""
    yield key
    number = 2
    while True:
        yield f"{key}-{number}"
        number += 1


def record_key_of(origin: str) -> str:
    """Return the part of `origin` that names a record in its file, as far as it shows."""
    return origin.partition("#")[2]


def _name(origin: str, record_key: str) -> str:
    """Return the file's name without its folders, and the record's key."""
    if origin.endswith(f"#{record_key}"):
        file, key = origin[: -len(record_key) - 1], record_key
    elif record_key:
        # An import adds to a key that is not the first of its kind, or shortens it.
        file, _, key = origin.partition("#")
    else:
        file, key = origin, ""
    return f"{file.rpartition('/')[2]}#{key}"


def _half(text: str) -> str:
    """Return six characters of a digest; the first is a letter, so no key is a number."""
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    number, first = divmod(int.from_bytes(digest, "big"), _FIRST_DIGITS)
    digits = [_DIGITS[first]]
    while len(digits) < HALF_LENGTH:
        number, digit = divmod(number, len(_DIGITS))
        digits.append(_DIGITS[digit])
    return "".join(digits)
