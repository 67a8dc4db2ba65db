"""Imports as an editor does them: with JavaScript, and without."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from corpus.importing.uploads import upload_imports
from corpus.jobs import runner
from corpus.jobs.worker import run_waiting
from corpus.models import Article, ImportBatch, Job, Upload
from search.tests.browser.conftest import OpenPage
from search.tests.browser.test_accessibility import assert_no_violations

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("empty_archive")]

SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])


@pytest.fixture(autouse=True)
def _tell_at_once(monkeypatch):
    monkeypatch.setattr(runner, "_WRITE_SECONDS", 0.0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two articles, one in a folder below, and a file with an impossible date."""
    folder = tmp_path / "press"
    (folder / "2022").mkdir(parents=True)
    (folder / "talks.txt").write_text(
        "date 2022-02-04 Talks begin in the harbour town\n\nThe envoys met.\n\nLeave a Reply\n"
    )
    (folder / "2022" / "end.txt").write_text("Talks end in the harbour town\n\nThe envoys left.\n")
    (folder / "bad.txt").write_text("date 2022-02-31 Talks\n\nThey met.")
    return folder


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    """A dump of 1,200 articles, three lots of an import."""
    file = tmp_path / "dump.jsonl"
    lines = [
        json.dumps({"id": n, "title": f"Round {n}", "text": f"Round {n}."}) for n in range(1200)
    ]
    file.write_text("\n".join(lines))
    return file


def upload(page: Page, path: Path, *, script: bool) -> None:
    """Choose a file or a whole folder; without a script, press the button."""
    page.get_by_label("A whole folder" if path.is_dir() else "Files", exact=True).set_input_files(
        path
    )
    if not script:
        page.get_by_role("button", name="Upload").click()
    expect(page.get_by_role("heading", name="Ready to import")).to_be_visible()


def worker_pausing(monkeypatch: Any, look: Callable[[], None]) -> None:
    """Let the worker do what waits, and look at the page once when it is half-way."""
    looked: list[bool] = []
    advance = upload_imports._Told.advance

    def advance_and_look(self: Any, read_bytes: int, name: str) -> None:
        advance(self, read_bytes, name)
        if self._batch.added and not looked:
            looked.append(True)
            look()

    with monkeypatch.context() as patch:
        patch.setattr(upload_imports._Told, "advance", advance_and_look)
        run_waiting()
    assert looked


@SCRIPT
def test_folder_is_uploaded_looked_at_imported_and_found(open_desk: OpenPage, folder, script):
    page = open_desk("/desk/import/", java_script_enabled=script)
    upload(page, folder, script=script)
    expect(page.get_by_text("3 files")).to_be_visible()

    page.get_by_role("link", name="Preview").click()
    expect(page.get_by_role("heading", name="Talks begin in the harbour town")).to_be_visible()
    expect(page.get_by_text("4 February 2022 from the header")).to_be_visible()
    expect(page.get_by_text("1 line left out")).to_be_visible()
    expect(page.get_by_text("the calendar has no such day")).to_be_visible()
    assert Article.objects.count() == 0
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_text("Waiting")).to_be_visible()
    run_waiting()

    expect(page.get_by_text("2 added, 0 updated, 0 unchanged, 1 failed.")).to_be_visible()
    expect(page.get_by_role("cell", name="press/bad.txt")).to_be_visible()
    page.get_by_role("link", name="Added 2").click()
    expect(page.get_by_role("cell", name="press/2022/end.txt")).to_be_visible()
    page.get_by_role("link", name="Talks end in the harbour town").click()
    expect(page.get_by_role("heading", name="Talks end in the harbour town")).to_be_visible()


@SCRIPT
def test_progress_is_live_and_the_import_cancelled_and_taken_up_again(
    open_desk: OpenPage, dump, script, monkeypatch
):
    page = open_desk("/desk/import/", java_script_enabled=script)
    upload(page, dump, script=script)
    page.get_by_role("button", name="Import").click()

    def look_and_cancel() -> None:
        expect(page.get_by_text("Running", exact=True)).to_be_visible()
        expect(page.get_by_text("reading dump.jsonl")).to_be_visible()
        expect(page.get_by_label("Outcome").get_by_text("500", exact=True)).to_be_visible()
        page.get_by_role("button", name="Cancel").click()
        expect(page.get_by_text("Stopping")).to_be_visible()

    worker_pausing(monkeypatch, look_and_cancel)

    expect(page.get_by_text("Cancelled").first).to_be_visible()
    assert Article.objects.count() == 1000
    page.get_by_role("button", name="Go on").click()
    run_waiting()
    expect(page.get_by_text("1,200 added, 0 updated, 0 unchanged, 0 failed.")).to_be_visible()
    assert Article.objects.count() == 1200


@SCRIPT
def test_import_is_undone_after_saying_what_that_does(open_desk: OpenPage, folder, script):
    page = open_desk("/desk/import/", java_script_enabled=script)
    upload(page, folder, script=script)
    page.get_by_role("button", name="Import").click()
    run_waiting()
    Article.objects.revise(Article.objects.get(title__startswith="Talks end"), title="Corrected")

    page.get_by_role("link", name="Undo this import").click()
    expect(page.get_by_text("Removes 1 article that it added.")).to_be_visible()
    expect(page.get_by_text("1 article: its title was changed since")).to_be_visible()
    page.get_by_role("button", name="Undo import").click()
    run_waiting()

    expect(page.get_by_text("1 article changed, 1 left alone.")).to_be_visible()
    assert [article.title for article in Article.objects.all()] == ["Corrected"]


@SCRIPT
def test_pasted_text_becomes_an_article(open_desk: OpenPage, script):
    page = open_desk("/desk/import/", java_script_enabled=script)

    page.get_by_label("Title").fill("Talks begin")
    page.get_by_label("Text", exact=True).fill("The envoys met in the harbour town.")
    page.get_by_role("button", name="Continue with this text").click()
    page.get_by_role("button", name="Import").click()
    run_waiting()

    expect(page.get_by_text("1 added, 0 updated")).to_be_visible()
    assert Article.objects.get().title == "Talks begin"


def test_files_are_dropped_on_the_page(open_desk: OpenPage):
    page = open_desk("/desk/import/")

    page.evaluate(
        """() => {
          const transfer = new DataTransfer();
          transfer.items.add(new File(["Talks begin\\n\\nThe envoys met."], "talks.txt"));
          const drop = { dataTransfer: transfer, bubbles: true, cancelable: true };
          document.body.dispatchEvent(new DragEvent("dragover", drop));
          document.body.dispatchEvent(new DragEvent("drop", drop));
        }"""
    )

    expect(page.get_by_role("heading", name="Ready to import")).to_be_visible()
    assert Upload.objects.get().name == "talks.txt"


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """450 files: three requests of an upload."""
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(450):
        (folder / f"{number:03}.txt").write_text(f"Round {number}\n\nThe envoys met.\n")
    return folder


def requests_of(page: Page, fail: Iterator[bool]) -> list[str]:
    """Note the uploads that a page sends, and cut those off that are to fail."""
    sent: list[str] = []

    def send(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
        elif next(fail):
            route.abort("connectionreset")
        else:
            sent.append(route.request.url)
            route.continue_()

    page.route("**/files", send)
    return sent


def test_upload_survives_a_lost_connection(open_desk: OpenPage, many):
    page = open_desk("/desk/import/")
    sent = requests_of(page, iter([False, True, False, False]))

    upload(page, many, script=True)

    expect(page.get_by_text("450 files")).to_be_visible()
    assert len(sent) == 3
    assert Upload.objects.count() == 450


def test_upload_cut_short_is_taken_up_with_the_same_folder(open_desk: OpenPage, many):
    page = open_desk("/desk/import/")
    page.clock.install()
    sent = requests_of(page, iter([False, True, True, True, True, False, False]))
    page.get_by_label("A whole folder").set_input_files(many)
    expect(page.get_by_text("Trying again")).to_be_visible()
    lost = page.get_by_text("The connection was lost. What was taken so far is held")
    while not lost.is_visible():
        page.clock.run_for(10_000)
    assert Upload.objects.count() == 200

    page.goto("/desk/import/")
    page.get_by_role("link", name="Go on with this import").click()
    expect(page.get_by_text("200 files")).to_be_visible()
    page.wait_for_load_state()
    page.get_by_label("A whole folder").set_input_files(many)

    expect(page.get_by_text("450 files")).to_be_visible()
    assert len(sent) == 3
    assert (Upload.objects.count(), ImportBatch.objects.count()) == (450, 1)


def test_refused_file_is_named_and_the_others_are_taken(open_desk: OpenPage, folder, settings):
    limits = replace(settings.CORPUS.upload_limits, file_bytes=60)
    settings.CORPUS = replace(settings.CORPUS, upload_limits=limits)
    page = open_desk("/desk/import/")

    page.get_by_label("A whole folder").set_input_files(folder)

    expect(page.get_by_text("Not taken: press/talks.txt, larger than 60 bytes.")).to_be_visible()
    page.get_by_role("link", name="Preview and import").click()
    expect(page.get_by_text("2 files")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_pages_are_readable_by_everyone(open_desk: OpenPage, folder, scheme, width):
    page = open_desk("/desk/import/", color_scheme=scheme, viewport={"width": width, "height": 844})

    def look() -> None:
        assert_no_violations(page)
        sideways = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(sideways) == 0, page.url

    look()
    upload(page, folder, script=True)
    look()
    page.get_by_role("link", name="Preview").click()
    expect(page.get_by_role("heading", name="Preview")).to_be_visible()
    look()
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_text("Waiting")).to_be_visible()
    look()
    run_waiting()
    expect(page.get_by_role("link", name="Added 2")).to_be_visible()
    look()
    page.get_by_role("link", name="Undo this import").click()
    expect(page.get_by_text("Removes 2 articles")).to_be_visible()
    look()
    for path in ("/desk/imports/", "/desk/jobs/", Job.objects.get().get_absolute_url()):
        page.goto(path)
        look()


@pytest.mark.parametrize(("scheme", "width"), [("light", 320), ("dark", 1280)])
def test_columns_and_facts_are_stated_by_everyone(open_desk: OpenPage, tmp_path, scheme, width):
    table = tmp_path / "press.csv"
    text = "Ministers of eight towns met in the harbour to share the cost of a bridge."
    table.write_text(f"Kicker;Prosa\nBridge to open in May;{text}\nBakers close shops;{text} 2\n")
    page = open_desk("/desk/import/", color_scheme=scheme, viewport={"width": width, "height": 844})
    upload(page, table, script=True)
    page.get_by_role("link", name="Preview").click()

    page.get_by_text("What holds for all of it").click()
    page.get_by_text("What its columns are").click()
    expect(page.get_by_label("Kicker")).to_have_value("title")
    assert_no_violations(page)
    sideways = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(sideways) == 0
    page.get_by_label("Kicker").select_option("not used")
    page.get_by_role("button", name="Read the columns so").click()

    expect(page.get_by_text("It states no headline").first).to_be_visible()
