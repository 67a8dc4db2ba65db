"""Lines that recur in a source, hidden by the end of an import."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpus.boilerplate.repeated_lines import settle
from corpus.importing.pipeline import Outcome, ingest, preview
from corpus.models import Article

pytestmark = pytest.mark.django_db

SLOGAN = "The Gazette is read in every house by the harbour, and has been since 1890."


@pytest.fixture(autouse=True)
def _nobody_listens(settings):
    settings.CORPUS = replace(settings.CORPUS, after_write="")


def dump(path: Path, numbers: range) -> Path:
    """A dump of articles of two sources; those of one end with its slogan."""
    records = [
        {
            "id": f"{number}",
            "source": "Gazette" if number % 2 else "Wire",
            "text": f"Talks of day {number} went well.\n\n{SLOGAN if number % 2 else ''}",
        }
        for number in numbers
    ]
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    return path


def archive() -> dict[str, tuple[str, str, Any]]:
    """All that cleaning decides of the articles, by their keys."""
    rows = Article.objects.values_list("origin", "title", "text", "hidden_lines")
    return {origin.partition("#")[2]: (title, text, lines) for origin, title, text, lines in rows}


def test_what_recurs_is_hidden_by_the_end_and_told(tmp_path):
    report = ingest([dump(tmp_path / "a.jsonl", range(40))])

    assert report.summary == "added 40, updated 0, unchanged 0, failed 0"
    assert list(report.lines())[-2] == "cleaned 20 articles anew by what recurs in their sources"
    title, text, lines = archive()["1"]
    assert (title, text) == ("Talks of day 1 went well", "Talks of day 1 went well.")
    assert [line["reason"] for line in lines] == ["stands in many articles of this source"]
    assert archive()["2"][1] == "Talks of day 2 went well."


def test_the_same_again_changes_nothing(tmp_path):
    ingest([dump(tmp_path / "a.jsonl", range(40))])
    before = archive()

    report = ingest([tmp_path / "a.jsonl"])

    assert report.summary == "added 0, updated 0, unchanged 40, failed 0"
    assert report.settled == 0
    assert archive() == before


def test_two_halves_in_either_order_come_out_as_the_whole(tmp_path):
    ingest([dump(tmp_path / "whole.jsonl", range(40))])
    whole = archive()

    for halves in ((range(12), range(12, 40)), (range(12, 40), range(12))):
        Article.objects.all().delete()
        for number, half in enumerate(halves):
            ingest([dump(tmp_path / f"half-{number}.jsonl", half)])
        assert archive() == whole


def test_an_import_after_one_cut_short_brings_all_up_to_date(tmp_path, monkeypatch):
    def cut_short(*_: object, **__: object) -> int:
        raise KeyboardInterrupt

    file = dump(tmp_path / "a.jsonl", range(40))
    monkeypatch.setattr("corpus.importing.pipeline.settle", cut_short)
    with pytest.raises(KeyboardInterrupt):
        ingest([file])
    monkeypatch.setattr("corpus.importing.pipeline.settle", settle)

    report = ingest([file])

    assert (report.unchanged, report.settled) == (40, 20)
    assert archive()["1"][1] == "Talks of day 1 went well."


def test_a_preview_hides_what_is_known_to_recur(tmp_path):
    ingest([dump(tmp_path / "a.jsonl", range(40))])
    shown: list[Outcome] = []

    preview([dump(tmp_path / "b.jsonl", range(41, 42))], shown.append)

    article = shown[0].article
    assert article is not None
    assert article.text == "Talks of day 41 went well."
    assert [line.text for line in article.hidden_lines] == [SLOGAN]
