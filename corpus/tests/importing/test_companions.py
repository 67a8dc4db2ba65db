"""Exports whose files tell of one another."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from corpus.importing.pipeline import Outcome, preview
from corpus.tests.sample_files import sample, warc

pytestmark = pytest.mark.django_db

POSTS = (
    "post_id,post_date,is_published,title\n"
    "101.bridge,2021-02-04T06:15:00.000Z,true,Towns to share cost of bridge\n"
    "102.draft,2021-02-06T06:15:00.000Z,false,Unfinished\n"
)
FILES = {
    "posts.csv": POSTS,
    "posts/101.bridge.html": "<p>The ministers met in the harbour and will meet again in May.</p>",
    "posts/102.draft.html": "<p>Nobody may read this text, which is not finished at all.</p>",
    "posts/101.bridge.delivers.csv": "post_id,email\n101,reader@example.org\n",
    "email_list.gazette.csv": "email,active_subscription\nreader@example.org,false\n",
}


def outcomes(path: Path) -> list[Outcome]:
    found: list[Outcome] = []
    preview([path], found.append)
    return found


@pytest.fixture(params=["zip", "folder"])
def export(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    if request.param == "zip":
        with zipfile.ZipFile(tmp_path / "export.zip", "w") as packed:
            for name, text in FILES.items():
                packed.writestr(name, text)
        return tmp_path / "export.zip"
    for name, text in FILES.items():
        path = tmp_path / "export" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path / "export"


def test_substack_post_has_the_title_and_day_of_the_list(export):
    (article,) = [one.article for one in outcomes(export) if one.article]

    assert article.title == "Towns to share cost of bridge"
    assert str(article.published.day) == "2021-02-04"


def test_draft_and_lists_of_readers_are_told_and_no_articles(export):
    skipped = {Path(one.file).name: one.skipped for one in outcomes(export) if one.skipped}

    assert skipped == {
        "posts.csv": "the list of posts, read with them",
        "102.draft.html": "a post that was not published",
        "101.bridge.delivers.csv": "a list of readers",
        "email_list.gazette.csv": "a list of readers",
    }


def test_lists_and_logs_of_a_web_archive_are_no_articles(tmp_path):
    page = ("https://gazette.example/17", sample("talks.html"), "text/html")
    with zipfile.ZipFile(tmp_path / "crawl.wacz", "w") as packed:
        packed.writestr("datapackage.json", "{}")
        packed.writestr("archive/data.warc", warc(page))
        packed.writestr("pages/pages.jsonl", '{"id": "pages", "title": "All", "text": "A page."}\n')

    found = outcomes(tmp_path / "crawl.wacz")

    assert [one.article.title for one in found if one.article] == [
        "Envoys meet in the harbour town"
    ]
    assert sum(bool(one.skipped) for one in found) == 2
