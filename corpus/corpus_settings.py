"""The settings of the `corpus` app; `config/settings.py` fills them in as `settings.CORPUS`.

Tests override one with `settings.CORPUS = replace(settings.CORPUS, feed_seconds=1)`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

SecondFactor = Literal["optional", "staff"]


@dataclass(frozen=True, slots=True)
class UploadLimits:
    """Bytes and files that one request, one file and one import may have.

    `free_bytes` are left free on the disk.
    """

    request_bytes: int = 4 * 1024**3
    file_bytes: int = 2 * 1024**3
    import_files: int = 200_000
    import_bytes: int = 50 * 1024**3
    free_bytes: int = 512 * 1024**2


@dataclass(frozen=True, slots=True)
class UrlNames:
    """Names of the addresses that another app serves, and that `corpus` leads to.

    `article` takes an article's key and a slug.
    """

    article: str = "article"
    search: str = "search"
    collection: str = "collection"


@dataclass(frozen=True, slots=True)
class CorpusSettings:
    """Where the app keeps its files, what it may read, and what it calls after a write."""

    #: The worker holds it as long as it lives: there is one worker for a data folder.
    worker_lock: Path
    #: Uploaded files, until their import has read them.
    uploads_dir: Path
    #: Called after each commit that wrote articles, by its dotted path: `corpus` must not
    #: import `search`. "" calls nothing.
    after_write: str = ""
    #: Tells in how many articles each of some words is, by its dotted path: words that print
    #: broke are made whole by what the archive has. "" tells nothing.
    word_frequencies: str = ""
    #: Returns figures of more pages of the desk by their URL names, by its dotted path.
    desk_figures: str = ""
    url_names: UrlNames = UrlNames()
    #: During an import it is called only after this many articles, and at the end.
    announce_every: int = 5_000
    #: How many processes read the records of a large import, the one that stores them included;
    #: 0 means one for each core, at most 4.
    import_processes: int = 0
    #: Articles with one of these flags are hidden from readers until an editor has seen them.
    held_flags: tuple[str, ...] = ("no article",)
    #: Functions that the worker runs beside its jobs; each takes an event to stop at.
    background: tuple[str, ...] = ()
    #: Modules that register the kinds of background jobs.
    job_modules: tuple[str, ...] = ()
    #: A larger file is refused by name and the rest is imported.
    max_file_bytes: int = 32 * 1024**2
    upload_limits: UploadLimits = UploadLimits()
    #: Folders of the server whose content editors may import.
    import_roots: tuple[str, ...] = ()
    #: The most that fetching one feed may take.
    feed_seconds: int = 30
    feed_max_bytes: int = 16 * 1024**2
    #: Who has to have a second factor: "staff", or nobody ("optional").
    second_factor: SecondFactor = "optional"
    #: A list of hashes of breached passwords, sorted; "" for none.
    breached_passwords: str = ""
    #: Hosts and networks that feeds are read from although they are not public.
    feed_hosts: tuple[str, ...] = ()
