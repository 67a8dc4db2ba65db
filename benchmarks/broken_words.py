"""Words that a line's end broke: how many are found whole, and how many were wrongly joined.

Run: `python -m benchmarks.broken_words ../shared/corpora/reuters21578.jsonl.xz`

Texts are set again in lines of some 60 characters, words broken where a syllable may end, and
words that have a hyphen broken at it. Once without an archive, once with the words of the
other texts for one.
"""

from __future__ import annotations

import collections
import json
import lzma
import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from corpus.extraction.words.hyphenation import Frequencies, KnownWords, heal

_WIDTH = 60
_TEXTS = 400
_MIN_BROKEN_CHARS = 6
_SYLLABLE = re.compile(
    r"(?<=[aeiouy])(?=[bcdfghjklmnpqrstvwxz][aeiouy])|(?<=[bcdfglmnprst])(?=[bcdfglmnprst][aeiouy])"
)
_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")


def texts(path: Path) -> Iterator[str]:
    """Yield the texts of a corpus of JSON lines, their own lines as spaces."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            text = record.get("text") or record.get("body") or ""
            plain = " ".join(text.split())
            if len(plain) > 600 and "- " not in plain:
                yield plain


def broken(text: str, chance: random.Random) -> tuple[list[str], list[int]]:
    """Return a text in lines with broken words, and which of its words these are."""
    lines: list[str] = []
    places: list[int] = []
    line = ""
    for number, word in enumerate(text.split()):
        if len(line) + len(word) < _WIDTH:
            line = f"{line} {word}".strip()
            continue
        at = _place(word, chance)
        if at and line:
            head, tail = word[:at], word[at:]
            lines.append(f"{line} {head.rstrip('-')}-")
            line = tail
            places.append(number)
        else:
            lines.append(line)
            line = word
    return [*lines, line], places


def _place(word: str, chance: random.Random) -> int:
    """Where a word may be broken, 0 where nowhere."""
    if not _WORD.fullmatch(word.rstrip(".,;:")):
        return 0
    if "-" in word:
        return word.index("-") + 1
    places = [
        found.start() for found in _SYLLABLE.finditer(word) if 2 <= found.start() <= len(word) - 3
    ]
    return chance.choice(places) if places and len(word) >= _MIN_BROKEN_CHARS else 0


def measured(sample: list[str], frequencies: Frequencies | None) -> dict[str, str]:
    """The shares of broken words that are whole again, and of hyphens that were lost."""
    chance = random.Random(7)
    archive = KnownWords(frequencies) if frequencies else None
    counts: collections.Counter[str] = collections.Counter()
    for text in sample:
        lines, places = broken(text, chance)
        wanted, healed = text.split(), " ".join(heal(lines, archive)).split()
        if len(wanted) != len(healed):  # A dash stood for a hyphen in the original.
            continue
        for place in places:
            kind = "compounds" if "-" in wanted[place] else "words"
            counts[kind] += 1
            counts[f"{kind} right"] += wanted[place] == healed[place]
    broken_words = counts["words"] + counts["compounds"]
    lost = counts["compounds"] - counts["compounds right"]
    return {
        "broken": f"{broken_words:,}",
        "found whole": f"{counts['words right'] / counts['words']:.2%}",
        "false joins": f"{lost} of {counts['compounds']} hyphens, {lost / broken_words:.2%} of all",
    }


def main() -> None:
    every = list(texts(Path(sys.argv[1])))
    random.Random(3).shuffle(every)
    sample, others = every[:_TEXTS], every[_TEXTS : 21 * _TEXTS]
    known: collections.Counter[str] = collections.Counter()
    for text in others:
        known.update({word.casefold() for word in re.findall(r"[A-Za-z]+", text)})
    print("no archive ", measured(sample, None))
    print(
        f"{len(others):,} articles", measured(sample, lambda words: [known[word] for word in words])
    )


if __name__ == "__main__":
    main()
