from __future__ import annotations

import json

import pytest

from corpus.importing.file_walk import walk
from corpus.importing.uploads.preview import samples
from corpus.models import Article, ImportBatch
from corpus.tests.importing.uploads.sending import TALKS, text

pytestmark = pytest.mark.django_db


def test_sample_tells_title_date_source_and_hidden_lines_and_stores_nothing(tmp_path):
    (tmp_path / "a.txt").write_bytes(
        TALKS + b"\nMore talks follow in the spring, they said.\n\nLeave a Reply\n"
    )

    (sample,) = samples(list(walk([tmp_path]))).shown

    assert sample.title == "Talks begin in the harbour town"
    assert (sample.date, sample.date_origin) == ("4 February 2022", "header")
    assert sample.hidden_lines[0][0] == "Leave a Reply"
    assert Article.objects.count() == ImportBatch.objects.count() == 0


def test_no_more_is_read_than_is_shown(tmp_path):
    for number in range(210):
        (tmp_path / f"{number:03}.txt").write_bytes(text(number))
    (tmp_path / "bad.txt").write_text("date 2022-02-31 Talks\n\nThey met.")

    found = samples(list(walk([tmp_path])))

    assert (len(found.shown), found.more) == (20, True)


def test_large_dump_is_not_read_to_its_end(tmp_path):
    lines = [json.dumps({"id": n, "text": f"Round {n} of the talks."}) for n in range(700)]
    (tmp_path / "dump.jsonl").write_text("\n".join([*lines, "{broken"]))

    found = samples(list(walk([tmp_path])))

    assert (len(found.shown), found.more, found.failures) == (20, True, [])


def test_failures_are_told(tmp_path):
    (tmp_path / "bad.txt").write_text("date 2022-02-31 Talks\n\nThey met.")

    found = samples(list(walk([tmp_path])))

    assert found.shown == []
    assert found.failures == [
        (str(tmp_path / "bad.txt"), "'date 2022-02-31': the calendar has no such day")
    ]
