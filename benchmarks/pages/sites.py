"""The sites that are compared: how each is made, started, asked, and what memory it takes."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
import venv
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote_plus

from benchmarks.harness.corpora import Article
from benchmarks.peers.haystack_suite import environment
from benchmarks.peers.source_distributions import cache_folder
from config import supervisor

_ROOT = Path(__file__).resolve().parents[2]
_START_SECONDS = 1_800
_DATASETTE = Path(__file__).with_name("requirements-datasette.txt")
#: Datasette leaves out facets that take longer than this; its default is 200.
_FACET_MS = 5_000


@dataclass(frozen=True, slots=True)
class PageQuery:
    """Words that all must match, or one phrase."""

    words: tuple[str, ...]
    phrase: bool = False

    @property
    def text(self) -> str:
        """As all query languages write it."""
        joined = " ".join(self.words)
        return f'"{joined}"' if self.phrase else joined


@dataclass(slots=True)
class Site:
    """A running site: its process, its port, and the path of a query's page."""

    name: str
    process: subprocess.Popen[bytes]
    port: int
    path_of: Callable[[int, PageQuery], str]

    def wait(self, path: str) -> None:
        """Return once `path` is answered. Raises RuntimeError where the process ends before."""
        end = time.monotonic() + _START_SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=60).close()
                return
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.2)
        raise RuntimeError(f"{self.name} did not start")

    def memory_mb(self) -> float:
        """Return the memory of its processes; what several share is counted once."""
        return sum(_pss_kb(pid) for pid in _family(self.process.pid)) / 1024

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()


def dateline(data: Path, port: int) -> Site:
    """Start this project's site as `make run` serves it, without the worker."""
    command = supervisor.command("127.0.0.1", port, data, with_worker=False)
    process = subprocess.Popen(
        command, cwd=_ROOT, env=os.environ | {"DATELINE_DATA": str(data), "DATELINE_PROXIES": "1"}
    )
    return Site("Dateline", process, port, lambda _, query: f"/?q={quote_plus(query.text)}")


def bare(pages: Path, port: int) -> Site:
    """Start a Django project that has nothing to do but to send the files in `pages`."""
    process = _serve("benchmarks.pages.bare_page:application", port, {"BARE_PAGES": str(pages)})
    return Site("bare Django page", process, port, lambda number, _: f"/?n={number}")


def haystack(work: Path, documents: int, port: int) -> Site:
    """Start django-haystack over Whoosh; its index is built in `work` where it is not there."""
    own = environment(str(work), "whoosh") | {"HAYSTACK_ARTICLES": str(documents)}
    process = _serve("benchmarks.pages.haystack_page:application", port, own)

    def path_of(_: int, query: PageQuery) -> str:
        text = query.text if query.phrase else " AND ".join(query.words)
        return f"/?q={quote_plus(text)}"

    return Site("django-haystack, Whoosh", process, port, path_of)


def datasette(work: Path, articles: Iterable[Article], port: int) -> Site:
    """Start Datasette on an FTS5 table, with counts by source and year."""
    database = work / "articles.db"
    if not database.exists():
        _make_database(database, articles)
    command = [
        *(str(_datasette_program()), "serve", str(database), "--port", str(port)),
        *("--setting", "facet_time_limit_ms", str(_FACET_MS)),
        *("--setting", "sql_time_limit_ms", "10000"),
    ]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def path_of(_: int, query: PageQuery) -> str:
        search = f"_search={quote_plus(query.text)}&_searchmode=raw"
        return f"/articles/articles?{search}&_facet=source&_facet=year&_size=20"

    return Site("Datasette, FTS5", process, port, path_of)


def _serve(application: str, port: int, own: dict[str, str]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "benchmarks.pages.wsgi_server", "--port", str(port)]
    return subprocess.Popen(
        [*command, "--application", application], cwd=_ROOT, env=os.environ | own
    )


def _make_database(path: Path, articles: Iterable[Article]) -> None:
    made = path.with_suffix(".new")
    made.unlink(missing_ok=True)
    with sqlite3.connect(made) as database:
        database.execute(
            "CREATE TABLE articles (id INTEGER PRIMARY KEY, title, text, source, day, year)"
        )
        database.executemany(
            "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?)",
            (
                (a.number, a.title, a.text, a.source, str(a.day or ""), a.day and a.day.year)
                for a in articles
            ),
        )
        for column in ("source", "year"):
            database.execute(f"CREATE INDEX by_{column} ON articles ({column})")
        database.execute(
            "CREATE VIRTUAL TABLE articles_fts USING fts5"
            " (title, text, content='articles', content_rowid='id', tokenize='porter unicode61')"
        )
        database.execute("INSERT INTO articles_fts (articles_fts) VALUES ('rebuild')")
    database.close()
    made.rename(path)


def _datasette_program() -> Path:
    """Return Datasette's command, installed into a cache by the hashes in this folder."""
    folder = cache_folder() / "datasette"
    program = folder / "bin" / "datasette"
    if not program.exists():
        venv.create(folder, with_pip=True, clear=True)
        pip = [str(folder / "bin" / "pip"), "install", "-q", "--disable-pip-version-check"]
        subprocess.run([*pip, "--require-hashes", "-r", str(_DATASETTE)], check=True)
    return program


def _family(pid: int) -> list[int]:
    """Return a process and all that it started."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(each for child in children for each in _family(int(child)))]


def _pss_kb(pid: int) -> int:
    rolled = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return next(int(line.split()[1]) for line in rolled.splitlines() if line.startswith("Pss:"))
