"""Damages files under a running site and watches its answers until they are right again.

`python -m benchmarks.faults.damage [--trials N]`: each trial flips, cuts, removes or extends one
file of the index while the site answers. Counted are silent wrong answers (another answer than
before, and no word about the state), answers with an error other than 503, and the time until
all answers are right again without a restart. With `--database` it damages pages of the
database instead, and counts the seconds until health names it. The control damages the
comparison itself: a rig that cannot see a wrong answer fails.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from benchmarks.faults.site import Answer, Site, archive

HEAL_SECONDS = 60.0
_FLIPPED_BYTES = 4
_DATABASE_BYTES = 160_000


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


def judge(expected: dict[str, Answer], now: dict[str, Answer]) -> Counter[str]:
    """Count the answers by kind: right, told (wrong, and says so), refused, silent, error."""
    kinds: Counter[str] = Counter()
    for path, answer in now.items():
        if answer.status == 503:
            kinds["refused"] += 1
        elif answer.status != 200:
            kinds["error"] += 1
        elif answer.found == expected[path].found:
            kinds["right"] += 1
        else:
            kinds["told" if answer.state != "ok" else "silent"] += 1
    return kinds


def control(expected: dict[str, Answer]) -> None:
    """Raise AssertionError where a wrong answer would not be seen."""
    path, answer = next(iter(expected.items()))
    wrong = Answer(200, "ok", None)
    assert answer.found is not None
    assert judge(expected, {path: wrong}) == Counter(silent=1)
    assert judge(expected, {path: Answer(500, "ok", None)}) == Counter(error=1)


def index_trial(site: Site, expected: dict[str, Answer], draw: random.Random) -> Counter[str]:
    files = sorted(path for path in (site.data / "index/whoosh").iterdir() if path.stat().st_size)
    file = draw.choice([path for path in files if path.suffix != ".lock"])
    kind = draw.choice(["flip", "cut", "extend", "remove"])
    damage(file, kind, draw)
    began = time.monotonic()
    kinds: Counter[str] = Counter()
    while time.monotonic() - began < HEAL_SECONDS:
        now = judge(expected, site.answers())
        kinds += now
        if set(now) == {"right"} and site.ask("/healthz").found["status"] == "ok":
            break
        time.sleep(0.2)
    else:
        kinds["unhealed"] += 1
    seconds = time.monotonic() - began
    print(f"{kind:7} {file.suffix:5} {seconds:5.1f} s  {dict(kinds)}", flush=True)
    return kinds


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
    given = parser.parse_args()
    draw = random.Random(given.seed)
    total: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder, archive(Path(folder)) as site:
        expected = site.answers()
        control(expected)
        for _ in range(given.trials):
            total += (
                database_trial(site, draw) if given.database else index_trial(site, expected, draw)
            )
    print(f"{given.trials} trials: {dict(total)}")
    return int(bool(total["silent"] or total["error"] or total["unhealed"] or total["unseen"]))


if __name__ == "__main__":
    sys.exit(main())
