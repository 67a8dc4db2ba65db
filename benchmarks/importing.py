"""Imports: articles a second, everything on (read, clean, date, language, store, index).

Run: `python -m benchmarks.importing`. Each import runs in a process of its own on an empty
archive, so that its peak memory is its own. Processor time is told, too, that of the processes
which read beside it included: on a machine that does other work it is the fairer figure.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from benchmarks.harness.corpora import DEFAULT_FOLDER, articles

_TEXT_FILES = 10_000


def main() -> None:
    """Measure an import of a dump, the same again, and an import of text files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", default="senate_press")
    parser.add_argument("--folder", type=Path, default=DEFAULT_FOLDER)
    parser.add_argument("--text-files", type=int, default=_TEXT_FILES)
    parser.add_argument("--no-index", action="store_true", help="leave the index out")
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work is not None:
        _import(options.work, index=not options.no_index)
        return
    dump = options.folder / f"{options.corpus}.jsonl.xz"
    flags = ["--no-index"] if options.no_index else []
    with tempfile.TemporaryDirectory(prefix="dateline-benchmark-") as work:
        data = Path(work, "dump")
        for name in ("dump", "dump again"):
            _report(name, _child(dump, data, flags))
        files = Path(work, "files")
        files.mkdir()
        for article in articles(options.corpus, options.text_files, options.folder):
            path = files / f"{article.number:06}.txt"
            path.write_text(f"date {article.day} {article.title}\n\n{article.text}\n")
        _report("text files", _child(files, Path(work, "text"), flags))


def _child(path: Path, data: Path, flags: list[str]) -> dict[str, float]:
    """Import in a process of its own; return what it measured."""
    command = [sys.executable, "-m", "benchmarks.importing", "--work", str(path), *flags]
    environment = os.environ | {"DATELINE_DATA": str(data)}
    output = subprocess.run(
        command, env=environment, check=True, stdout=subprocess.PIPE, text=True
    ).stdout
    measured: dict[str, float] = json.loads(output.splitlines()[-1])
    return measured


def _import(path: Path, *, index: bool) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from corpus.importing.pipeline import ingest
    from corpus.importing.reading.process_pool import process_count

    if not index:
        settings.CORPUS = replace(settings.CORPUS, after_write="")
    call_command("migrate", verbosity=0)
    idle = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started, busy = time.perf_counter(), sum(os.times()[:4])
    report = ingest([path])
    seconds, busy = time.perf_counter() - started, sum(os.times()[:4]) - busy
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # That of the largest of the others, which are alike.
    others = process_count(settings.CORPUS.import_processes) - 1
    peak += others * resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    done = report.added + report.unchanged
    print(
        json.dumps(
            {
                "articles": done,
                "failed": report.failed,
                "seconds": seconds,
                "cpu_seconds": busy,
                "idle_mb": idle / 1024,
                "peak_mb": peak / 1024,
            }
        )
    )


def _report(name: str, measured: dict[str, float]) -> None:
    rate = measured["articles"] / measured["seconds"]
    busy = measured["articles"] / measured["cpu_seconds"]
    print(
        f"{name:<12} {measured['articles']:>7,.0f} articles  {rate:>7,.0f} a second, "
        f"{busy:>7,.0f} a second of processor time  "
        f"{measured['peak_mb']:>5,.0f} MB peak ({measured['idle_mb']:,.0f} idle)  "
        f"{measured['failed']:.0f} failed",
        flush=True,
    )


if __name__ == "__main__":
    main()
