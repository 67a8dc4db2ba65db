"""A whole site with its worker, killed in the middle of an import: it goes on by itself."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError

import pytest
from playwright.sync_api import BrowserContext, expect

pytestmark = [pytest.mark.browser, pytest.mark.process]

ROOT = Path(__file__).resolve().parents[3]
RECORDS = 6_000
SIGNED_UP = (
    "from django.contrib.auth.models import User; from corpus.accounts.roles import Role, give;"
    "give(User.objects.create_user('ida', password='quay-ferry-coffee'), Role.EDITOR)"
)


class Site:
    """`manage.py serve` with an archive of its own."""

    def __init__(self, data: Path) -> None:
        self.data = data
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        self.environment = os.environ | {"DATELINE_DATA": str(data)}
        self.process = self.manage("serve", "--port", str(port))
        for _ in range(600):
            try:
                urllib.request.urlopen(f"{self.url}/healthz").close()  # noqa: S310
                return
            except URLError:
                assert self.process.poll() is None
                time.sleep(0.1)
        raise AssertionError("the site does not answer")

    def manage(self, *arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.Popen(command, cwd=ROOT, env=self.environment)

    def children(self) -> list[int]:
        tasks = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(child) for child in tasks.read_text().split()]

    def worker(self) -> int | None:
        """The worker's process, if it lives."""
        for child in self.children():
            if b"worker" in Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0"):
                return child
        return None

    def one(self, query: str) -> tuple[int, ...]:
        with sqlite3.connect(self.data / "dateline.sqlite3", timeout=30) as database:
            row: tuple[int, ...] = database.execute(query).fetchone()
        return row


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    started = Site(tmp_path / "data")
    yield started
    started.process.terminate()
    assert started.process.wait(40) == 0


def until(happened: Callable[[], object]) -> None:
    for _ in range(600):
        if happened():
            return
        time.sleep(0.05)
    raise AssertionError("it did not happen")


def test_import_goes_on_after_its_worker_is_killed(
    site: Site, tmp_path: Path, new_context: Callable[..., BrowserContext]
):
    assert site.manage("shell", "-v0", "-c", SIGNED_UP).wait() == 0
    dump = tmp_path / "dump.jsonl"
    words = (
        "The envoys met in the harbour town and spoke about the price of coffee with the haulyard. "
        * 20
    )
    lines = [json.dumps({"id": n, "title": f"Round {n}", "text": words}) for n in range(RECORDS)]
    dump.write_text("\n".join(lines))
    page = new_context(base_url=site.url).new_page()
    page.goto("/sign-in?next=/desk/import/")
    page.get_by_label("Username").fill("ida")
    page.get_by_label("Password").fill("quay-ferry-coffee")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Import")).to_be_visible()
    page.wait_for_load_state()
    page.get_by_label("Files", exact=True).set_input_files(dump)
    page.get_by_role("button", name="Import").click()
    kept = site.one("SELECT count(*) FROM corpus_article")[0]

    until(lambda: site.one("SELECT count(*) FROM corpus_article")[0] > kept)
    killed = site.worker()
    assert killed is not None
    os.kill(killed, signal.SIGKILL)
    stored = site.one("SELECT count(*) FROM corpus_article")[0] - kept

    assert 0 < stored < RECORDS
    expect(page.get_by_text(f"{RECORDS:,} added, 0 updated, 0 unchanged, 0 failed.")).to_be_visible(
        timeout=90_000
    )
    assert site.worker() not in (None, killed)
    articles = "SELECT count(*), count(DISTINCT origin) FROM corpus_article"
    assert site.one(articles) == (kept + RECORDS, kept + RECORDS)
    items = "SELECT count(*), count(DISTINCT origin) FROM corpus_importitem i JOIN "
    items += "corpus_importbatch b ON i.batch_id = b.id WHERE b.how = 'upload'"
    assert site.one(items) == (RECORDS, RECORDS)
    page.goto("/?q=haulyard")
    expect(page.get_by_role("status")).to_contain_text(f"{RECORDS:,} articles")
