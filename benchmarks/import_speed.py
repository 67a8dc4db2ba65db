"""An import in one process and in several, beside that of another checkout, in one run.

Run: `python -m benchmarks.import_speed DUMP --against OTHER_CHECKOUT`. Each import is
`manage.py ingest DUMP` on an empty archive of its own. Told are its time, the processor time of
all its processes, and the largest of them; ratios are to the first line. On a machine that does
other work only processor time can be compared.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class ImportCost:
    """Seconds that passed and seconds of processors; megabytes of the largest process."""

    seconds: float
    cpu_seconds: float
    peak_mb: float
    told: str


def main() -> None:
    """Measure imports one after the other, as often as asked; the best of each counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dump", type=Path)
    parser.add_argument("--against", type=Path, help="another checkout, with a `.venv` of its own")
    parser.add_argument("--processes", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--repeat", type=int, default=1)
    options = parser.parse_args()
    dump = options.dump.resolve()
    contestants = [(str(options.against), options.against.resolve(), 1)] if options.against else []
    contestants += [("one process", ROOT, 1), (f"{options.processes} processes", ROOT, 0)]
    runs: dict[str, list[ImportCost]] = {}
    for _ in range(options.repeat):
        for name, checkout, processes in contestants:
            count = processes or options.processes
            runs.setdefault(name, []).append(_imported(checkout, dump, count))
    first = next(iter(runs.values()))
    for name, costs in runs.items():
        _report(name, _best(costs), _best(first))


def _best(costs: list[ImportCost]) -> ImportCost:
    return min(costs, key=lambda cost: cost.seconds)


def _imported(checkout: Path, dump: Path, processes: int) -> ImportCost:
    """Import into an empty archive with the code of a checkout."""
    python = checkout / ".venv" / "bin" / "python"
    manage = [str(python) if python.exists() else sys.executable, "manage.py"]
    with tempfile.TemporaryDirectory(prefix="dateline-benchmark-") as data:
        environment = os.environ | {
            "DATELINE_DATA": data,
            "DATELINE_IMPORT_PROCESSES": str(processes),
        }
        subprocess.run([*manage, "migrate", "-v0"], cwd=checkout, env=environment, check=True)
        began = time.perf_counter()
        process = subprocess.Popen(
            [*manage, "ingest", str(dump)],
            cwd=checkout,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert process.stdout is not None
        told = process.stdout.read()
        _, _, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
    last = told.splitlines()[-1] if told else "nothing"
    return ImportCost(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, last)


def _report(name: str, cost: ImportCost, first: ImportCost) -> None:
    print(
        f"{name:<24} {cost.seconds:>7.1f} s ({first.seconds / cost.seconds:.2f} times as fast)  "
        f"{cost.cpu_seconds:>7.1f} s of processors ({cost.cpu_seconds / first.cpu_seconds:.2f})  "
        f"{cost.peak_mb:>5.0f} MB  {cost.told}",
        flush=True,
    )


if __name__ == "__main__":
    main()
