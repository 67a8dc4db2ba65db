"""Cuts the power of a site's disk, and asks what the disk kept.

`python -m benchmarks.faults.power [--cuts N]` (as root, on Linux): the data folder lies on an ext4
file system of its own, in a file on a loop device. While two editors correct articles, the site is
frozen and the file is copied: the copy holds what had reached the disk, and not what was still in
memory. A site is started on the copy; each correction acknowledged before has to be there and be
found. The control is a file written without a sync just before each cut: over all cuts most copies
must lack it, else nothing was cut.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.faults.editor import Editor, found, make_editors, titles
from benchmarks.faults.site import Site, archive

_IMAGE_BYTES = 192 * 1024**2
_HEAL_SECONDS = 60.0
EDITORS = ("editor0", "editor1")
_UNSYNCED = "unsynced.txt"


@contextmanager
def mounted(image: Path, place: Path) -> Iterator[Path]:
    """Mount a file system in a file. Raises CalledProcessError where this is not allowed."""
    place.mkdir(exist_ok=True)
    subprocess.run(["mount", "-o", "loop", str(image), str(place)], check=True)
    try:
        yield place
    finally:
        # The last of the killed processes may hold a file for a moment.
        while subprocess.run(["umount", str(place)], capture_output=True, check=False).returncode:
            time.sleep(0.2)


def edit_until(stop: threading.Event, editor: Editor, known: dict[int, str], first: int) -> None:
    """Correct the articles of `known` in turn, and note what was acknowledged."""
    number = first
    while not stop.is_set():
        for article in list(known):
            number += 1
            title = f"Marker{number}y talks"
            known[article] = title if editor.retitle(article, title) else ""
            if stop.is_set():
                return


def cut(site: Site, image: Path, copy: Path, seconds: float, number: int) -> dict[int, str]:
    """Work for some seconds, freeze the site, copy its disk; return what was acknowledged."""
    editors = [Editor(site, name) for name in EDITORS]
    articles = sorted(titles(site.data))
    known = [dict.fromkeys(articles[n::2], "") for n in range(2)]
    assert all(editor.sign_in() for editor in editors)
    stop = threading.Event()
    threads = [
        threading.Thread(target=edit_until, args=(stop, editors[n], known[n], number * 10_000 + n))
        for n in range(2)
    ]
    for thread in threads:
        thread.start()
    time.sleep(seconds)
    (site.data / _UNSYNCED).write_text("lost" * 1_000)
    acknowledged = {article: title for each in known for article, title in each.items() if title}
    frozen = site.processes()
    for pid in frozen:
        os.kill(pid, signal.SIGSTOP)
    subprocess.run(["cp", "--sparse=always", str(image), str(copy)], check=True)
    site.kill()
    stop.set()
    for thread in threads:
        thread.join()
    return acknowledged


def problems(site: Site, acknowledged: dict[int, str]) -> Counter[str]:
    """Start a site on what the disk kept; count what is lost or not found."""
    kinds: Counter[str] = Counter()
    try:
        site.start()
    except TimeoutError:
        return Counter(unstartable=1)
    deadline = time.monotonic() + _HEAL_SECONDS
    while (health := site.ask("/healthz")).state != "ok" or health.found["pending"]:
        if time.monotonic() > deadline:
            kinds["unhealed"] += 1
            break
        time.sleep(0.2)
    now = titles(site.data)
    kinds["lost"] = sum(_number(now[article]) < _number(t) for article, t in acknowledged.items())
    for article in list(acknowledged)[:5]:
        kinds["not found"] += found(site, now[article].split()[0]) != [article]
    try:
        site.manage("doctor")
    except subprocess.CalledProcessError as error:
        print(error.stdout.decode(), flush=True)
        kinds["differs"] += 1
    site.stop()
    return +kinds


def _number(title: str) -> int:
    """Return which correction a title is from; a later one than that acknowledged is no loss."""
    digits = title.removeprefix("Marker").partition("y")[0]
    return int(digits) if digits.isdigit() else -1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cuts", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    draw = random.Random(given.seed)
    total: Counter[str] = Counter()
    unsynced_lost = edits = 0
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with archive(folder / "first") as made:
            make_editors(made, len(EDITORS))
            seed_data = made.data
        image, copy = folder / "disk.img", folder / "cut.img"
        for number in range(1, given.cuts + 1):
            image.unlink(missing_ok=True)
            with image.open("wb") as file:
                file.truncate(_IMAGE_BYTES)
            subprocess.run(["mkfs.ext4", "-q", str(image)], check=True)
            with mounted(image, folder / "disk") as disk:
                shutil.copytree(seed_data, disk / "data")
                os.sync()
                site = Site(disk / "data")
                site.start()
                acknowledged = cut(site, image, copy, draw.uniform(0.5, 3.0), number)
            with mounted(copy, folder / "kept") as kept:
                unsynced_lost += not (kept / "data" / _UNSYNCED).exists() or not (
                    (kept / "data" / _UNSYNCED).stat().st_size
                )
                found_problems = problems(Site(kept / "data"), acknowledged)
            edits += len(acknowledged)
            total += found_problems
            told = dict(found_problems) or "sound"
            print(f"{number:3} {len(acknowledged):3} articles {told}", flush=True)
    minutes = (time.monotonic() - began) / 60
    print(
        f"{given.cuts} power cuts in {minutes:.0f} minutes, {edits} acknowledged titles: "
        f"{dict(total) or 'none lost'}; control: {unsynced_lost} unsynced files lost"
    )
    return int(bool(total) or unsynced_lost < given.cuts // 2)


if __name__ == "__main__":
    sys.exit(main())
