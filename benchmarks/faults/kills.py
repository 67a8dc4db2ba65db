"""Kills a site, an import or a rebuild at any moment, and asks what is left of it.

`python -m benchmarks.faults.kills [--kills N] [--seed N]`: in turn, while two editors correct
articles at the desk, every process of the site is killed with SIGKILL; or an `ingest`; or a
`rebuild_index`. After each the site has to be healthy again with nothing waiting, every
acknowledged correction has to stand in the database and be found by search, and database and index
have to agree; a killed import, run again, has to store each record once. The control is a
correction that nobody sent: it has to be reported as lost.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from benchmarks.faults.editor import Editor, found, make_editors, titles
from benchmarks.faults.site import ROOT, Site, archive

_HEAL_SECONDS = 60.0
_RECORDS = 400
_EDITORS = 2
KINDS = ("edits", "ingest", "edits", "rebuild_index")


class Rig:
    """A running site, the corrections it acknowledged, and the imports that were begun."""

    def __init__(self, site: Site, folder: Path, seed: int) -> None:
        self.site = site
        self.draw = random.Random(seed)
        self.acknowledged: dict[int, str] = {}
        self.edits = 0
        self._folder = folder
        self._editors = [Editor(site, name) for name in make_editors(site, _EDITORS)]
        self._articles = sorted(titles(site.data))
        self._number = 0
        for editor in self._editors:
            assert editor.sign_in()

    def edits_killed(self) -> None:
        """Kill the whole site while two editors work, and start it again."""
        stop = threading.Event()
        threads = [
            threading.Thread(target=self._edit, args=(number, stop)) for number in range(_EDITORS)
        ]
        for thread in threads:
            thread.start()
        wanted = self.edits + self.draw.randint(1, 10)
        while self.edits < wanted:
            time.sleep(0.01)
        time.sleep(self.draw.uniform(0, 0.1))
        self.site.kill()
        stop.set()
        for thread in threads:
            thread.join()
        self.site.start()

    def _edit(self, number: int, stop: threading.Event) -> None:
        mine = self._articles[number::_EDITORS]
        while not stop.is_set():
            article = mine[self.edits % len(mine)]
            self.edits += 1
            title = f"Marker{self.edits}x{number} talks"
            if self._editors[number].retitle(article, title):
                self.acknowledged[article] = title
            else:
                # It may have been saved although nobody was told.
                self.acknowledged.pop(article, None)

    def ingest_killed(self) -> None:
        """Kill an import, then run it again to its end."""
        self._number += 1
        file = self._folder / f"import{self._number}.jsonl"
        records = (
            {"title": f"Import {self._number} no {n}", "text": f"Batch{self._number}z ships wheat."}
            for n in range(_RECORDS)
        )
        file.write_text("".join(json.dumps(record) + "\n" for record in records))
        self._kill_command("ingest", str(file))
        self.site.manage("ingest", str(file))

    def rebuild_index_killed(self) -> None:
        self._kill_command("rebuild_index")

    def _kill_command(self, *arguments: str) -> None:
        process = subprocess.Popen(
            self.site.command(*arguments), env=self.site.environment(), cwd=ROOT,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        time.sleep(self.draw.uniform(0.3, 3.0))
        process.kill()
        process.wait()

    def problems(self) -> Counter[str]:
        """Wait for a healthy site, and count what is lost, doubled, unsearchable or differs."""
        kinds: Counter[str] = Counter()
        if not self._heals():
            kinds["unhealed"] += 1
        now = titles(self.site.data)
        for article, title in self.acknowledged.items():
            kinds["lost"] += now.get(article) != title
        sample = self.draw.sample(sorted(self.acknowledged.items()), min(5, len(self.acknowledged)))
        for article, title in sample:
            kinds["not found"] += found(self.site, title.split()[0]) != [article]
        of_import = Counter(t for t in now.values() if t.startswith(f"Import {self._number} no "))
        if self._number and len(of_import) != _RECORDS:
            kinds["records lost"] += _RECORDS - len(of_import)
        kinds["doubled"] += sum(of_import.values()) - len(of_import)
        try:
            self.site.manage("doctor")
        except subprocess.CalledProcessError as error:
            print(error.stdout.decode(), flush=True)
            kinds["differs"] += 1
        return +kinds

    def _heals(self) -> bool:
        deadline = time.monotonic() + _HEAL_SECONDS
        while time.monotonic() < deadline:
            health = self.site.ask("/healthz")
            if health.state == "ok" and not health.found["pending"]:
                return True
            time.sleep(0.2)
        return False


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    total: Counter[str] = Counter()
    done: Counter[str] = Counter()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, archive(Path(folder)) as site:
        rig = Rig(site, Path(folder), given.seed)
        rig.acknowledged = {next(iter(titles(site.data))): "Nobodysent this"}
        assert rig.problems() == Counter({"lost": 1, "not found": 1}), "the rig must see a loss"
        rig.acknowledged = {}
        for number in range(given.kills):
            kind = KINDS[number % len(KINDS)]
            getattr(rig, f"{kind}_killed")()
            problems = rig.problems()
            done[kind] += 1
            total += problems
            print(f"{number + 1:4} {kind:14} {dict(problems) or 'sound'}", flush=True)
    minutes = (time.monotonic() - began) / 60
    print(
        f"{given.kills} kills ({dict(done)}) in {minutes:.0f} minutes, {rig.edits} corrections "
        f"sent: {dict(total) or 'nothing lost, nothing doubled, all agree'}"
    )
    return int(bool(total))


if __name__ == "__main__":
    sys.exit(main())
