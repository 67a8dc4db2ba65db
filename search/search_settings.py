"""The settings of the `search` app; `config/settings.py` fills them in as `settings.SEARCH`.

Tests override one with `settings.SEARCH = replace(settings.SEARCH, max_depth=3)`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Access = Literal["public", "sign-in", "sign-in-for-texts"]


@dataclass(frozen=True, slots=True)
class SearchSettings:
    """The engine and its folder, and the limits of queries, answers and concordances."""

    index_dir: Path
    #: A name in `search.engines.ENGINES`.
    engine: str = "whoosh"
    #: The archive's name on its pages, in citations and downloads.
    archive_name: str = "Dateline"
    #: One sentence on what the archive holds, for its first page; "" for none.
    archive_sentence: str = ""
    #: Who may read: everybody; who signed in; or everybody, but texts only who signed in.
    access: Access = "public"
    #: Hosts whose pages may read public answers (CORS); "*" for all.
    cors_origins: tuple[str, ...] = ()
    #: Hosts and networks that webhooks may name although they are not public.
    webhook_hosts: tuple[str, ...] = ()
    #: The site's own address, for links in e-mail: "https://archive.example".
    base_url: str = "http://127.0.0.1:8000"
    #: Whether downloads may hold full texts: some licences allow reading only.
    export_text: bool = True
    max_query_chars: int = 2_000
    max_clauses: int = 64
    max_depth: int = 20
    max_expansions: int = 1_000
    #: For the answer itself; guidance gets the rest of it, and a little more.
    budget_seconds: float = 0.9
    guidance_seconds: float = 0.4
    #: Of more matches than these, a concordance lists those of the first articles.
    concordance_lines: int = 1_000_000
    #: At most this many lines are sorted by their words, in about 0.1 GB of memory.
    concordance_sorted: int = 500_000
    #: For all lines; those of a page take no longer than an answer.
    concordance_seconds: float = 10.0
