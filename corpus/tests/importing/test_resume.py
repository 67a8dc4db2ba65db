"""Imports killed at random moments: run again, nothing is lost and nothing comes twice."""

from __future__ import annotations

import json
import os
import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.process

ROOT = Path(__file__).resolve().parents[3]
RECORDS = 4000


def manage(data: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start a management command on an archive of its own."""
    return subprocess.Popen(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=os.environ | {"DATELINE_DATA": str(data)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def finished(data: Path, *arguments: str) -> str:
    process = manage(data, *arguments)
    output, _ = process.communicate()
    assert process.returncode == 0, output
    return output.splitlines()[-1] if output else ""


@pytest.mark.soak
def test_killed_imports_continue_where_they_were(tmp_path):
    data = tmp_path / "data"
    dump = tmp_path / "dump.jsonl"
    words = ["talks", "harbour", "envoy", "ferry", "market", "letter", "treaty", "winter"]
    chance = random.Random(7)
    dump.write_text(
        "".join(
            json.dumps({"id": n, "text": f"Article {n}. " + " ".join(chance.choices(words, k=300))})
            + "\n"
            for n in range(RECORDS)
        )
    )
    finished(data, "migrate", "-v0")
    started = time.monotonic()
    finished(data, "ingest", "--dry-run", str(tmp_path / "dump.jsonl"))
    whole = max(2.0, time.monotonic() - started)

    for _ in range(20):
        process = manage(data, "ingest", str(dump))
        time.sleep(chance.uniform(0.3, 1.2) * whole)
        process.kill()
        process.communicate()

    last = finished(data, "ingest", str(dump))
    assert last.startswith("added ")
    assert finished(data, "ingest", str(dump)) == (
        f"added 0, updated 0, unchanged {RECORDS}, failed 0"
    )
    with sqlite3.connect(data / "dateline.sqlite3") as database:
        counts = database.execute(
            "SELECT count(*), count(DISTINCT origin), (SELECT count(*) FROM corpus_original),"
            " (SELECT count(*) FROM corpus_outboxentry) FROM corpus_article"
        ).fetchone()
    assert counts == (RECORDS, RECORDS, RECORDS, 0)
    finished(data, "doctor")
