"""Damages files under a running site and watches its answers until all is as it was.

`python -m benchmarks.faults.damage [--trials N] [--seed N] [--kind K]`: each trial flips, cuts,
removes or extends one file of the live index while the site answers. A trial ends once the rig
itself finds every file of the live index as its checksum says, health is `ok` and all answers are
right: that open files answer on is not enough. Counted are silent wrong answers (another answer
than before, and no word about the state), errors other than 503, lost connections, and trials that
did not heal within a minute. With `--database` it damages pages of the database instead, and counts
the seconds until health names it.

Controls, each of which has to be seen before the first trial: an answer that is wrong without a
word, an error, and a damaged index beside a site without its worker, which nobody repairs.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.faults.site import Answer, Site, archive
from search.engines.whoosh.columnar.codec.index_errors import CorruptIndexError
from search.engines.whoosh.columnar.index.manifest import (
    POINTER,
    Manifest,
    manifest_name,
    pointed_at,
)

HEAL_SECONDS = 60.0
_CONTROL_SECONDS = 8.0
_FLIPPED_BYTES = 4
_DATABASE_BYTES = 160_000
_PAUSE_SECONDS = 0.1
KINDS = ("flip", "cut", "extend", "remove")


def damage(file: Path, kind: str, draw: random.Random) -> None:
    """Damage a file in one way: `flip`, `cut`, `extend` or `remove`."""
    if kind == "remove":
        file.unlink()
        return
    data = bytearray(file.read_bytes())
    if kind == "flip":
        for _ in range(_FLIPPED_BYTES):
            data[draw.randrange(len(data))] ^= 1 + draw.randrange(255)
    elif kind == "cut":
        del data[draw.randrange(len(data)) :]
    else:
        data += draw.randbytes(64)
    with file.open("r+b") as opened:  # In place: who has it open sees the damage.
        opened.write(data)
        opened.truncate(len(data))


def live_files(folder: Path) -> Iterator[Path]:
    """Yield the files of the live generation. Raises OSError or CorruptIndexError."""
    generation = pointed_at((folder / POINTER).read_bytes())
    name = manifest_name(-1 if generation is None else generation)
    manifest = Manifest.from_bytes((folder / name).read_bytes(), name)
    if (folder / POINTER).read_bytes() != manifest.pointer:
        raise CorruptIndexError(POINTER, "names another manifest")
    yield folder / POINTER
    yield folder / name
    for file in manifest.files():
        data = (folder / file.name).read_bytes()
        if (len(data), hashlib.sha256(data).hexdigest()) != (file.size, file.sha256):
            raise CorruptIndexError(file.name, "is damaged")
        yield folder / file.name


def is_sound(folder: Path) -> bool:
    """Return whether every file of the live generation is as its checksum says."""
    try:
        return bool(list(live_files(folder)))
    except (OSError, CorruptIndexError):
        return False


def judge(expected: dict[str, Answer], now: dict[str, Answer]) -> Counter[str]:
    """Count the answers: right, told (wrong, and says so), refused, lost, silent, error."""
    kinds: Counter[str] = Counter()
    for path, answer in now.items():
        if answer.status == 503:
            kinds["refused"] += 1
        elif answer.status == 0:
            kinds["lost"] += 1
        elif answer.status != 200:
            kinds["error"] += 1
        elif answer.found == expected[path].found:
            kinds["right"] += 1
        else:
            kinds["told" if answer.state != "ok" else "silent"] += 1
    return kinds


def index_trial(
    site: Site,
    expected: dict[str, Answer],
    draw: random.Random,
    seconds: float = HEAL_SECONDS,
    kinds: Sequence[str] = KINDS,
) -> Counter[str]:
    """Damage one live file, and ask until all is as it was; `unhealed` where it did not become."""
    folder = site.data / "index/whoosh"
    file, kind = draw.choice(list(live_files(folder))), draw.choice(kinds)
    damage(file, kind, draw)
    began = time.monotonic()
    found: Counter[str] = Counter()
    while time.monotonic() - began < seconds:
        now = judge(expected, site.answers())
        found += now
        if set(now) == {"right"} and is_sound(folder) and site.ask("/healthz").state == "ok":
            break
        time.sleep(_PAUSE_SECONDS)
    else:
        found["unhealed"] += 1
    took = time.monotonic() - began
    print(f"{kind:7} {file.suffix or file.name:8} {took:5.1f} s  {dict(found)}", flush=True)
    return found


def controls(site: Site, expected: dict[str, Answer], draw: random.Random) -> None:
    """Raise AssertionError where the rig would not see what it counts."""
    path = next(iter(expected))
    assert judge(expected, {path: Answer(200, "ok", None)}) == Counter(silent=1)
    assert judge(expected, {path: Answer(500, "ok", None)}) == Counter(error=1)
    assert all(answer.status == 200 for answer in expected.values()), expected
    site.stop()
    site.with_worker = False
    site.start()
    seen = index_trial(site, expected, draw, _CONTROL_SECONDS)
    assert seen["unhealed"], "without a worker nobody repairs the index"
    site.stop()
    site.with_worker = True
    site.start()
    while not is_sound(site.data / "index/whoosh"):
        time.sleep(_PAUSE_SECONDS)


def database_trial(site: Site, draw: random.Random) -> Counter[str]:
    """Overwrite pages of the database; return whether health named it, and put it back."""
    file = site.data / "dateline.sqlite3"
    kept = site.data.parent / "kept.sqlite3"
    site.stop()
    shutil.copy(file, kept)
    site.start()
    start = draw.randrange(4_096, max(8_192, file.stat().st_size - _DATABASE_BYTES))
    with file.open("r+b") as opened:
        opened.seek(start)
        opened.write(draw.randbytes(_DATABASE_BYTES))
    began = time.monotonic()
    kinds: Counter[str] = Counter()
    while time.monotonic() - began < HEAL_SECONDS:
        health = site.ask("/healthz")
        if health.status == 503 or (health.found and health.found["status"] != "ok"):
            kinds["named"] += 1
            break
        time.sleep(0.5)
    else:
        kinds["unseen"] += 1
    print(f"database at {start:>9}: {time.monotonic() - began:4.1f} s  {dict(kinds)}", flush=True)
    site.stop()
    for name in ("-wal", "-shm"):
        file.with_name(file.name + name).unlink(missing_ok=True)
    shutil.copy(kept, file)
    site.start()
    return kinds


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--trials", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", action="store_true")
    parser.add_argument("--kind", choices=KINDS, help="damage in this way alone")
    given = parser.parse_args()
    draw = random.Random(given.seed)
    kinds = (given.kind,) if given.kind else KINDS
    total: Counter[str] = Counter()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, archive(Path(folder)) as site:
        expected = site.answers()
        if not given.database:
            controls(site, expected, draw)
        for _ in range(given.trials):
            total += (
                database_trial(site, draw)
                if given.database
                else index_trial(site, expected, draw, kinds=kinds)
            )
    minutes = (time.monotonic() - began) / 60
    print(f"{given.trials} trials in {minutes:.0f} minutes: {dict(total)}")
    bad = ("silent", "error", "unhealed", "unseen")
    return int(any(total[kind] for kind in bad))


if __name__ == "__main__":
    sys.exit(main())
