"""Cuts the power of a site's disk, and asks what the disk kept.

`python -m benchmarks.faults.power [--cuts N]` (as root, on Linux): the data folder lies on an ext4
file system of its own, in a file on a loop device. While two editors correct articles, the site is
frozen and the file is copied: the copy holds what had reached the disk, and not what was still in
memory. The copy is mounted, what waits in its outbox is indexed, index and database are compared,
and each correction acknowledged before the cut has to be there. The control is a file written
without a sync just before each cut: most copies must lack it, else nothing was cut.
"""

from __future__ import annotations

import argparse
import contextlib
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

from benchmarks.faults.editor import Editor, make_editors, titles
from benchmarks.faults.site import Site, archive

_IMAGE_BYTES = 128 * 1024**2
EDITORS = ("editor0", "editor1")
_UNSYNCED = "unsynced.txt"
_MAX_EDITS = 12
_VERIFY = "from django.core.management import call_command as c; c('index'); c('doctor')"


@contextmanager
def mounted(image: Path, place: Path) -> Iterator[Path]:
    """Mount a file system in a file. Raises CalledProcessError where this is not allowed."""
    place.mkdir(exist_ok=True)
    subprocess.run(["mount", "-o", "loop", str(image), str(place)], check=True)
    try:
        yield place
    finally:
        # The last process on it may take a moment to end.
        while subprocess.run(["umount", str(place)], capture_output=True, check=False).returncode:
            time.sleep(0.2)


class Corrections:
    """Editors at work on a site, and the last title acknowledged for each article."""

    def __init__(self, site: Site) -> None:
        self.acknowledged: dict[int, str] = {}
        self.count = 0
        self._editors = [Editor(site, name) for name in EDITORS]
        self._articles = sorted(titles(site.data))
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(target=self._work, args=(n,), daemon=True) for n in range(len(EDITORS))
        ]
        assert all(editor.sign_in() for editor in self._editors)
        for thread in self._threads:
            thread.start()

    def _work(self, number: int) -> None:
        step = 0
        while not self._stop.is_set():
            for article in self._articles[number :: len(EDITORS)]:
                step += 1
                title = f"Marker{step}y talks"
                if self._editors[number].retitle(article, title):
                    self.acknowledged[article] = title
                    self.count += 1
                if self._stop.is_set():
                    return

    def end(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()


def cut(site: Site, image: Path, copy: Path) -> None:
    """Freeze a site, copy what its disk holds, and let it go on."""
    (site.data / _UNSYNCED).write_text("lost" * 1_000)
    frozen = site.processes()
    for pid in frozen:
        os.kill(pid, signal.SIGSTOP)
    subprocess.run(["cp", "--sparse=always", str(image), str(copy)], check=True)
    for pid in frozen:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGCONT)
    (site.data / _UNSYNCED).unlink()


def problems(site: Site, acknowledged: dict[int, str]) -> Counter[str]:
    """Bring a copy's index up to date; count what is lost, and whether the two differ."""
    kinds: Counter[str] = Counter()
    try:
        site.manage("shell", "-c", _VERIFY)
    except subprocess.CalledProcessError as error:
        print(error.stdout.decode(), error.stderr.decode()[-2_000:], flush=True)
        kinds["differs"] += 1
    now = titles(site.data)
    kinds["lost"] = sum(_number(now[article]) < _number(t) for article, t in acknowledged.items())
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
    unsynced_lost = 0
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with archive(folder / "first") as made:
            make_editors(made, len(EDITORS))
        image, copy = folder / "disk.img", folder / "cut.img"
        with image.open("wb") as file:
            file.truncate(_IMAGE_BYTES)
        subprocess.run(["mkfs.ext4", "-q", str(image)], check=True)
        with mounted(image, folder / "disk") as disk:
            shutil.copytree(made.data, disk / "data")
            os.sync()
            site = Site(disk / "data")
            site.start()
            corrections = Corrections(site)
            for number in range(1, given.cuts + 1):
                wanted = corrections.count + draw.randint(1, _MAX_EDITS)
                while corrections.count < wanted:
                    time.sleep(0.01)
                time.sleep(draw.uniform(0, 0.1))
                acknowledged = dict(corrections.acknowledged)
                cut(site, image, copy)
                with mounted(copy, folder / "kept") as kept:
                    unsynced = kept / "data" / _UNSYNCED
                    unsynced_lost += not unsynced.exists() or not unsynced.stat().st_size
                    found = problems(Site(kept / "data"), acknowledged)
                total += found
                print(f"{number:3} {corrections.count:5} {dict(found) or 'sound'}", flush=True)
            corrections.end()
            site.stop()
    minutes = (time.monotonic() - began) / 60
    print(
        f"{given.cuts} power cuts in {minutes:.0f} minutes, {corrections.count} acknowledged "
        f"corrections: {dict(total) or 'none lost, all agree'}; control: {unsynced_lost} unsynced "
        "files lost"
    )
    return int(bool(total) or unsynced_lost < given.cuts // 2)


if __name__ == "__main__":
    sys.exit(main())
