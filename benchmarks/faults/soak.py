"""A site in use for a long time: does it stay right, as quick and as small?

`python -m benchmarks.faults.soak [--minutes N] [--dump FILE]`: eight readers search, two
importers paste articles at the desk, one editor deletes what they imported. After each tenth of the
time are printed: searches, errors, median and 95th percentile, private memory, open files, and the
files on the disk. At the end every acknowledged import has to be in the archive or deleted, and
index and database have to agree. Memory and open files are flat where the last tenth has no more
than a tenth more than the third one. The control is an import that nobody made: it has to be
reported as missing.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from benchmarks.faults.crowd import answer
from benchmarks.faults.editor import Editor, found, make_editors, titles
from benchmarks.faults.site import Site, archive

READERS, IMPORTERS = 8, 2
_SLACK = 1.1
_TENTHS = 10
_STARTS = ("", "title:", "-", "=", "lead:")
_ENDS = ("", "*", "~", " talks", " w/5 peace", ' "foreign minister"')
_VIEWS = ("", "&sort=newest", "&view=kwic", "&format=json", "&format=csv", "&page=2", "&from=2022")
_PAUSE_SECONDS = 0.3


@dataclass
class Counts:
    """What was done so far, by kind, and how long searches took since it was last emptied."""

    done: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    imported: list[str] = field(default_factory=list)
    deleted: set[str] = field(default_factory=set)


def read(site: Site, words: list[str], counts: Counts, stop: threading.Event, seed: int) -> None:
    draw = random.Random(seed)
    while not stop.is_set():
        q = f"{draw.choice(_STARTS)}{draw.choice(words)}{draw.choice(_ENDS)}"
        path = f"/?q={quote(q)}{draw.choice(_VIEWS)}"
        began = time.perf_counter()
        status = answer(site.port, path)
        counts.seconds.append(time.perf_counter() - began)
        counts.done["searches"] += 1
        # Too busy is an answer; whatever else is not 200 is a fault.
        if status in (429, 503):
            counts.done["told to wait"] += 1
        elif status != 200:
            counts.done["errors"] += 1
            print(f"{status} {path}", flush=True)


def paste(editor: Editor, words: list[str], counts: Counts, stop: threading.Event, n: int) -> None:
    """Import article after article; the next is sent once the last is in the archive."""
    draw = random.Random(n)
    for number in itertools.count():
        if stop.is_set():
            return
        title = f"Soak{n}x{number} report"
        if editor.paste(title, " ".join(draw.choices(words, k=120)) + "."):
            counts.imported.append(title)
            counts.done["imports"] += 1
            while title not in titles(editor.site.data).values() and not stop.is_set():
                stop.wait(_PAUSE_SECONDS)
        else:
            counts.done["import errors"] += 1
        stop.wait(_PAUSE_SECONDS)


def delete(site: Site, editor: Editor, counts: Counts, stop: threading.Event) -> None:
    """Move every second imported article to the bin, once it is in the archive."""
    for number in itertools.count():
        while not stop.is_set() and len(counts.imported) <= 2 * number + 4:
            stop.wait(_PAUSE_SECONDS)
        if stop.is_set():
            return
        title = counts.imported[2 * number]
        known = {text: article for article, text in titles(site.data).items()}
        if title not in known:
            counts.done["late imports"] += 1
        elif editor.bin(known[title]):
            counts.deleted.add(title)
            counts.done["deletions"] += 1
        else:
            counts.done["deletion errors"] += 1


def usage(site: Site) -> tuple[float, int, int, float]:
    """Return private memory in MB, open files, files on the disk, and their MB."""
    private = files = 0
    for pid in site.processes():
        try:
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            private += sum(int(line.split()[1]) for line in rollup if line.startswith("Private_"))
            files += len(list(Path(f"/proc/{pid}/fd").iterdir()))
        except OSError:
            continue
    sizes = []
    for path in site.data.rglob("*"):
        with contextlib.suppress(FileNotFoundError):  # It may go while this looks.
            sizes.append(path.stat().st_size)
    return private / 1024, files, len(sizes), sum(sizes) / 1024**2


def lost(site: Site, counts: Counts, seconds: float = 120.0) -> list[str]:
    """Return imports that were acknowledged and are neither in the archive nor deleted."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        health = site.ask("/healthz")
        known = set(titles(site.data).values())
        missing = [title for title in counts.imported if title not in known]
        if health.state == "ok" and not health.found["pending"] and not missing:
            break
        time.sleep(1)
    shown = [title for title in counts.imported if title not in counts.deleted]
    unfound = [title for title in shown[-50:] if len(found(site, title.split()[0])) != 1]
    leaked = [title for title in counts.deleted if found(site, title.split()[0])]
    return [*missing, *unfound, *leaked]


def soak(site: Site, minutes: float) -> int:
    words = sorted({word for title in titles(site.data).values() for word in title.lower().split()})
    words = [word for word in words if word.isalpha() and len(word) > 2]
    editors = [Editor(site, name) for name in make_editors(site, IMPORTERS + 1)]
    assert all(editor.sign_in() for editor in editors)
    counts, stop = Counts(), threading.Event()
    work = [(read, site, words, counts, stop, seed) for seed in range(READERS)]
    threads = [threading.Thread(target=act, args=more, daemon=True) for act, *more in work]
    threads += [
        threading.Thread(target=paste, args=(editors[n], words, counts, stop, n), daemon=True)
        for n in range(IMPORTERS)
    ]
    deleter = (site, editors[-1], counts, stop)
    threads.append(threading.Thread(target=delete, args=deleter, daemon=True))
    for thread in threads:
        thread.start()
    rows = []
    for tenth in range(1, _TENTHS + 1):
        time.sleep(minutes * 60 / _TENTHS)
        seconds, counts.seconds = sorted(counts.seconds), []
        rows.append(usage(site))
        memory, files, on_disk, megabytes = rows[-1]
        print(
            f"{tenth:2} {len(seconds):6} searches, median {seconds[len(seconds) // 2] * 1e3:5.0f}, "
            f"95 % {seconds[int(len(seconds) * 0.95)] * 1e3:5.0f} ms; private {memory:5.0f} MB, "
            f"{files} open, {on_disk} files of {megabytes:.1f} MB; {dict(counts.done)}",
            flush=True,
        )
    stop.set()
    for thread in threads:
        thread.join(120)
    missing = lost(site, counts)
    site.manage("doctor")
    grown = {
        name: f"{rows[2][at]:.0f} -> {rows[-1][at]:.0f}"
        for at, name in ((0, "memory MB"), (1, "open files"))
        if rows[-1][at] > rows[2][at] * _SLACK
    }
    errors = {kind: count for kind, count in counts.done.items() if "error" in kind}
    print(
        f"{minutes:g} minutes, {counts.done['searches']} searches, "
        f"{counts.done['imports']} imports, {counts.done['deletions']} deletions: "
        f"errors {errors or 0}, missing {missing or 0}, grown {grown or 'nothing'}"
    )
    return int(bool(errors or missing or grown))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--dump", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, archive(Path(folder)) as site:
        if given.dump:
            site.manage("ingest", str(given.dump))
        control = Counts(imported=["Nobodymade this"])
        assert lost(site, control, 1.0), "the rig must see a missing import"
        try:
            return soak(site, given.minutes)
        except subprocess.CalledProcessError as error:
            print(error.stdout.decode())
            return 1


if __name__ == "__main__":
    sys.exit(main())
