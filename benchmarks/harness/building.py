"""How long indexing takes, and how large index and process grow: each in a process of its own.

Run as `python -m benchmarks.harness.building CONTESTANT CORPUS COUNT FOLDER`; prints JSON.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.harness.corpora import Article, articles, short_articles

#: Stands for a corpus of short pieces of this many words.
SHORT = "short"
_LONG = "senate_press"


@dataclass(frozen=True, slots=True)
class Built:
    """Wall and processor seconds, index bytes, and the process's growth in memory."""

    contestant: str
    corpus: str
    articles: int
    seconds: float
    cpu_seconds: float
    index_bytes: int
    peak_mb: float


def load(corpus: str, count: int | None, folder: Path | None = None) -> list[Article]:
    """Read a corpus by name; `short` is cut from the long one."""
    if corpus != SHORT:
        return list(articles(corpus, count, folder) if folder else articles(corpus, count))
    wanted = count or 1_000_000
    return list(short_articles(wanted, _LONG, folder) if folder else short_articles(wanted, _LONG))


def build_apart(contestant: str, corpus: str, count: int | None, folder: Path) -> Built:
    """Build an index in a fresh process and return what it took."""
    arguments = [contestant, corpus, str(count or 0), str(folder)]
    command = [sys.executable, "-m", "benchmarks.harness.building", *arguments]
    told = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    return Built(**json.loads(told.splitlines()[-1]))


def _build(contestant: str, corpus: str, count: int | None, folder: Path) -> Built:
    from benchmarks.contestants import CONTESTANTS

    loaded = load(corpus, count)
    opened = CONTESTANTS[contestant](folder)
    before = _restart_peak_mb()
    start, cpu_start = time.perf_counter(), time.process_time()
    opened.build(loaded)
    seconds, cpu_seconds = time.perf_counter() - start, time.process_time() - cpu_start
    peak = _peak_mb() - before
    opened.close()
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return Built(contestant, corpus, len(loaded), seconds, cpu_seconds, size, max(0.0, peak))


def _restart_peak_mb() -> float:
    """Make the peak of memory begin anew at what is held now; return that."""
    # Otherwise it would hold what the parent process had when it started this one.
    Path("/proc/self/clear_refs").write_text("5")
    return _peak_mb()


def _peak_mb() -> float:
    status = Path("/proc/self/status").read_text()
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0


if __name__ == "__main__":
    from benchmarks.harness.setup import prepare_django

    prepare_django()
    name, corpus_name, number, place = sys.argv[1:]
    print(json.dumps(asdict(_build(name, corpus_name, int(number) or None, Path(place)))))
