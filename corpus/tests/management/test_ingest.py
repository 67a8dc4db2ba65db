"""The command line of imports."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command

from corpus.importing.progress_bar import progress_bar
from corpus.models import Article

pytestmark = pytest.mark.django_db

BROKEN = "broken JSON: Expecting property name enclosed in double quotes at character 10"


@pytest.fixture(autouse=True)
def _nobody_listens(settings):
    settings.CORPUS = replace(settings.CORPUS, after_write="")


def run(*arguments: str) -> tuple[list[str], int]:
    """Output lines and exit status."""
    output = io.StringIO()
    try:
        call_command("ingest", *arguments, stdout=output)
    except SystemExit as stop:
        return output.getvalue().splitlines(), int(stop.code or 0)
    return output.getvalue().splitlines(), 0


def test_the_last_line_counts_and_the_status_is_0(tmp_path):
    (tmp_path / "a.txt").write_text("Talks begin\n\nThey met on Friday.")

    lines, status = run(str(tmp_path))

    assert (lines, status) == (["added 1, updated 0, unchanged 0, failed 0"], 0)


def test_failures_are_named_and_the_status_is_1(tmp_path):
    (tmp_path / "a.txt").write_text("Talks begin\n\nThey met on Friday.")

    lines, status = run(str(tmp_path), str(tmp_path / "none"))

    assert lines == [
        f"failed {tmp_path}/none: no such file or folder",
        "added 1, updated 0, unchanged 0, failed 1",
    ]
    assert status == 1


def test_no_path_is_a_bad_argument():
    with pytest.raises(CommandError, match="PATH"):
        run()


def test_the_bar_shows_on_a_terminal_only():
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    with progress_bar(io.StringIO()) as none:
        assert none is None
    with progress_bar(Terminal()) as bar:
        assert bar is not None
        bar.expect(10)
        bar.advance(10, "a.txt")


def test_a_dry_run_shows_each_article_and_stores_nothing(tmp_path):
    (tmp_path / "a.txt").write_text(
        "date 2022-02-04 Talks begin\n\nGENEVA (Meridian Wire) - They met.\n\nADVERTISEMENT\n"
    )

    lines, status = run("--dry-run", str(tmp_path))

    assert lines == [
        f"{tmp_path}/a.txt",
        "  title   Talks begin  (stated)",
        "  date    2022-02-04  (from the header: date 2022-02-04)",
        "  source  Meridian Wire",
        "  hidden  ADVERTISEMENT  (advertisement)",
        "",
        "What these files hold:",
        f"{tmp_path}/a.txt  plain text, 1 article, 2022-02-04, Meridian Wire",
        "",
        "added 1, updated 0, unchanged 0, failed 0",
    ]
    assert status == 0
    assert not Article.objects.exists()


def test_fields_may_be_mapped(tmp_path):
    (tmp_path / "d.jsonl").write_text('{"kicker": "Talks", "prose": "They met."}\n')

    lines, _ = run("--map", "title=kicker", "--map", "text=prose", str(tmp_path))

    assert lines[-1] == "added 1, updated 0, unchanged 0, failed 0"
    assert Article.objects.get().title == "Talks"


@pytest.mark.parametrize("pair", ["title", "title=", "colour=red"])
def test_a_mapping_that_says_nothing_is_a_bad_argument(tmp_path, pair):
    with pytest.raises(CommandError, match="FIELD=NAME") as error:
        run("--map", pair, str(tmp_path))
    assert error.value.returncode == 2


def test_failures_are_written_as_csv(tmp_path):
    report = tmp_path / "report.csv"

    run("--report", str(report), str(tmp_path / "none"), str(tmp_path / "a, b"))

    assert report.read_text().splitlines() == [
        "outcome,path,reason",
        f"failed,{tmp_path}/none,no such file or folder",
        f'failed,"{tmp_path}/a, b",no such file or folder',
    ]


def test_jsonl_writes_a_line_a_record_and_the_report_elsewhere(tmp_path):
    (tmp_path / "a.jsonl").write_text(
        '{"id": 7, "title": "Talks", "text": "They met.", "author": "Ann Oldt and Ivo Lanck",'
        ' "date": "2022-02", "source": "Wire"}\n{"id": 8, \n{"id": 9, "text": "It rained."}\n'
        '{"id": 9, "text": "It rained."}\n'
    )
    (tmp_path / "b.png").write_bytes(b"")

    lines, status = run("--dry-run", "--jsonl", str(tmp_path))

    told = [json.loads(line) for line in lines]
    assert status == 1
    assert {(line.get("key"), line.get("error", line.get("skipped"))) for line in told} == {
        ("7", None),
        ("9", None),
        ("9", "a copy of an article that is held already, or came before"),
        (
            "line 2",
            "broken JSON: Expecting property name enclosed in double quotes at character 10",
        ),
        ("", "not a format of articles"),
    }
    assert next(line for line in told if line["key"] == "7") == {
        "file": f"{tmp_path}/a.jsonl",
        "key": "7",
        "title": "Talks",
        "title_origin": "stated",
        "date": "2022-02",
        "date_precision": "month",
        "date_origin": "metadata",
        "doubt": "",
        "source": "Wire",
        "authors": ["Ann Oldt", "Ivo Lanck"],
        "language": "",
        "url": "",
        "words": 2,
        "text": "They met.",
        "hidden": [],
        "flags": [],
    }
