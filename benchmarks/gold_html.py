"""Dates and text of real news pages against what people marked in them.

Run: `python -m benchmarks.gold_html ../shared/corpora/gold_html.tar.xz`
"""

from __future__ import annotations

import collections
import datetime as dt
import json
import re
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TODAY = dt.date.today()


def pages(archive: Path, name: str) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Yield what is marked in each page of one set, and the page."""
    with tarfile.open(archive) as tar:
        members = {member.name: member for member in tar.getmembers()}
        listed = tar.extractfile(members[f"gold_html/{name}/gold.jsonl"])
        assert listed is not None
        for gold in map(json.loads, listed.read().splitlines()):
            page = tar.extractfile(members[f"gold_html/{name}/{gold['file']}"])
            assert page is not None
            yield gold, page.read()


def read(page: bytes) -> Any:
    """Read a page as an import does; None where it is refused."""
    from corpus.extraction.article_builder import read_article
    from corpus.importing.source_file import UnreadableError
    from corpus.parsers.web.html_page import read_page

    try:
        return read_article(read_page(page), "page", "page.html", TODAY)
    except UnreadableError:
        return None


def dates(archive: Path) -> dict[str, float]:
    """The share of pages with the right day, with a wrong one, with none; with doubts told."""
    counts: collections.Counter[str] = collections.Counter()
    for gold, page in pages(archive, "htmldate"):
        article = read(page)
        day = str(article.published.day) if article and article.published.day else None
        counts["right" if day == gold["date"] else "none" if day is None else "wrong"] += 1
        if article and article.published.doubt and day:
            counts["right, doubted" if day == gold["date"] else "wrong, doubted"] += 1
    pages_read = sum(counts[name] for name in ("right", "wrong", "none"))
    return {name: count / pages_read for name, count in counts.items()}


def text_f1(archive: Path) -> dict[str, float]:
    """Word F1, precision and recall of the text, each the mean over pages."""
    scores = [
        _f1(article.text if (article := read(page)) else "", gold["text"])
        for gold, page in pages(archive, "scrapinghub_aeb")
    ]
    return {
        name: sum(score[place] for score in scores) / len(scores)
        for place, name in enumerate(("f1", "precision", "recall"))
    }


def _f1(read: str, gold: str) -> tuple[float, float, float]:
    found, wanted = (collections.Counter(re.findall(r"\w+", text.lower())) for text in (read, gold))
    common = (found & wanted).total()
    if not common:
        return 0.0, 0.0, 0.0
    precision, recall = common / found.total(), common / wanted.total()
    return 2 * precision * recall / (precision + recall), precision, recall


def main() -> None:
    archive = Path(sys.argv[1])
    print("dates", {name: f"{share:.1%}" for name, share in dates(archive).items()})
    print("text ", {name: f"{score:.4f}" for name, score in text_f1(archive).items()})


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    main()
