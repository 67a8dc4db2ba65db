"""Whatever is typed gets a page: naughty and random strings, over HTTP, on a large archive.

`python -m benchmarks.hostile` sends all of the Big List of Naughty Strings and thousands of
random ones to a real server. Every answer must be 200 (400 or 414 where the address is too
long), and none may take longer than two seconds; else it exits with 1 and names what did.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from urllib.parse import quote_from_bytes, urlsplit

from benchmarks.harness.archives import made, server
from benchmarks.harness.corpora import DEFAULT_FOLDER

MOST_SECONDS = 2.0
_MOST_CHARS = 10_000
_ALLOWED = (200, 400, 414)
_SHOWN = 10
_ATTEMPTS = 3

_WORDS = (
    *("the", "of", "and", "to", "in", "senator", "health", "oil", "bill", "said", "veterans"),
    *("inflation", "Kyïv", "U.S.", "1,500", "東京都", "ก", "é", "e\u0301", "state-of-the-art"),
    *("a", "s", "i", "zzyzx", "x" * 300, "https://example.com/a?b=c", "10:30", "it's"),
)
_PATTERNS = (
    "{}*",
    "*{}",
    "*{}*",
    "?{}",
    "{}?*",
    "{}~",
    "{}~2",
    "{}!",
    "={}",
    "*",
    "?",
    "a*e*i*o*u*",
)
_PREFIXES = (
    *("title:", "text:", "lead:", "source:", "author:", "raw:", "hidden:", "title,lead:", "hd="),
    *("atleast2:", "atleast999:", "words:", "date:", "before:", "after:", "on:", "since:", "-"),
    *("NOT ", "=", "nothing:", "headline(", "ATLEAST3("),
)
_BETWEEN = (
    *(" ", " ", " ", " OR ", " AND ", " AND NOT ", " or ", " w/5 ", " w/999 ", " near5 ", " /s "),
    *(" /p ", " pre/2 ", " ~10 ", " AROUND(3) ", " | ", " & ", " -", ", ", "\n", "\u3000"),
)
_AFTER = ("", "", "", "^2", "^99", "~5", "~2", ":", "*", "!", ")", '"', "..", "]", ">800", "7d")
_VALUES = ("2022", "2006-02", "[2004 TO *]", "7d", "last-month", "02-29", ">800", "1..5", "soon")
_PARAMETERS = (
    *("", "", "", "", "&explain=1", "&view=kwic", "&view=kwic&sort=1R", "&view=kwic&sort=match"),
    *("&match=some", "&format=json", "&sort=oldest&page=99", "&from=2005&to=2006"),
)


def main() -> None:
    """Send the strings and tell what came back."""
    options = _options()
    naughty = json.loads((options.folder / "blns.json").read_text("utf-8"))
    strings = [text.encode("utf-8", "surrogatepass") for text in naughty]
    strings += islice(random_strings(options.seed), options.strings)
    with tempfile.TemporaryDirectory(prefix="dateline-benchmark-") as folder:
        data = made(options.data or Path(folder), options.folder / f"{options.corpus}.jsonl.xz")
        with server(data, options.port) as address:
            answers = ask(address, strings, options.seed, options.at_once)
    sys.exit(0 if told(answers) else 1)


@dataclass(frozen=True, slots=True)
class Answer:
    """How a request was answered; `status` is 0 where the connection broke."""

    target: str
    status: int
    seconds: float

    @property
    def is_fine(self) -> bool:
        return self.status in _ALLOWED and self.seconds <= MOST_SECONDS


def random_strings(seed: int) -> Iterator[bytes]:
    """Yield strings without end: queries gone wrong, any Unicode, any bytes."""
    chance = random.Random(seed)
    while True:
        kind = chance.random()
        size = int(_MOST_CHARS ** chance.random())
        if kind < 0.65:
            text = _query(chance, depth=4)
        elif kind < 0.75:
            text = (_query(chance, depth=2) + " ") * (1 + size // 40)
        elif kind < 0.9:
            text = "".join(chr(chance.randrange(0x110000)) for _ in range(size))
        else:
            yield chance.randbytes(size)
            continue
        yield text[:_MOST_CHARS].encode("utf-8", "surrogatepass")


def ask(address: str, strings: Sequence[bytes], seed: int, at_once: int) -> list[Answer]:
    """Ask for a page for each string, some at once.

    What was slow is asked for again, alone, and its best time counts: on a machine that does
    other work any page may have to wait.
    """
    chance = random.Random(seed)
    targets = [f"/?q={quote_from_bytes(text)}{chance.choice(_PARAMETERS)}" for text in strings]
    with ThreadPoolExecutor(at_once) as threads:
        answers = list(threads.map(lambda target: _ask(address, target), targets))
    slow = [at for at, answer in enumerate(answers) if answer.seconds > MOST_SECONDS]
    print(f"{len(slow):,} of {len(answers):,} took over {MOST_SECONDS:g} s at the first asking")
    for at in slow:
        again = [_ask(address, answers[at].target) for _ in range(_ATTEMPTS)]
        answers[at] = min([answers[at], *again], key=lambda answer: answer.seconds)
    return answers


def told(answers: Sequence[Answer]) -> bool:
    """Print what came back; return whether all of it was fine."""
    times = sorted(answer.seconds * 1000 for answer in answers)
    p95, p99 = (statistics.quantiles(times, n=100)[at] for at in (94, 98))
    print(f"{len(answers):,} requests: {dict(Counter(a.status for a in answers))}")
    print(
        f"median {statistics.median(times):.0f} ms, 95 % within {p95:.0f} ms, "
        f"99 % within {p99:.0f} ms, slowest {times[-1]:.0f} ms"
    )
    wrong = [answer for answer in answers if not answer.is_fine]
    slowest = sorted(answers, key=lambda answer: -answer.seconds)[:_SHOWN]
    for answer in [*wrong[:_SHOWN], *(slowest if not wrong else ())]:
        print(f"  {answer.status} {answer.seconds:.2f} s  {answer.target[:160]}")
    print(f"{len(wrong):,} not as they should be")
    return not wrong


def _query(chance: random.Random, depth: int) -> str:
    """Return a query with operators where they belong, and where they do not."""
    parts = []
    for _ in range(1 + int(chance.expovariate(0.4))):
        kind = chance.random()
        word = chance.choice(_WORDS)
        if kind < 0.2 and depth:
            part = f"({_query(chance, depth - 1)})"
        elif kind < 0.35:
            part = '"' + " ".join(chance.choices(_WORDS, k=chance.randint(1, 5))) + '"'
        elif kind < 0.55:
            part = chance.choice(_PATTERNS).format(word)
        elif kind < 0.65:
            part = chance.choice(_PREFIXES) + chance.choice(_VALUES)
        elif kind < 0.8:
            part = chance.choice(_PREFIXES) + word
        else:
            part = word
        parts.append(part + chance.choice(_AFTER) + chance.choice(_BETWEEN))
    return "".join(parts)


def _ask(address: str, target: str) -> Answer:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    start = time.perf_counter()
    status = 0
    try:
        connection.request("GET", target)
        response = connection.getresponse()
        response.read()
        status = response.status
    except (OSError, http.client.HTTPException) as error:
        print(f"{error!r} for {target[:160]}", flush=True)
    finally:
        connection.close()
    return Answer(target, status, time.perf_counter() - start)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hostile", description=__doc__)
    parser.add_argument("--strings", type=int, default=10_000, help="random ones")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--at-once", type=int, default=1, help="requests in flight")
    parser.add_argument("--corpus", default="senate_press")
    parser.add_argument("--folder", type=Path, default=DEFAULT_FOLDER)
    parser.add_argument("--data", type=Path, help="an archive that is kept (default: a new one)")
    parser.add_argument("--port", type=int, default=8099)
    return parser.parse_args()


if __name__ == "__main__":
    main()
