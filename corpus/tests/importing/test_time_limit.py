"""A record that takes too long is named and skipped; all others are kept."""

from __future__ import annotations

import re
import signal
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest

from corpus.extraction.article_builder import read_article
from corpus.importing.pipeline import ingest
from corpus.importing.reading import record_reading, time_limit
from corpus.importing.reading.time_limit import each_limited, limited
from corpus.importing.source_file import UnreadableError

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no such timer")

SHORT = 0.05


def spin() -> None:
    while True:
        pass


def test_endless_work_ends():
    with pytest.raises(UnreadableError, match="reading it takes more than 0"), limited(SHORT):
        spin()


def test_regular_expression_ends():
    with pytest.raises(UnreadableError), limited(SHORT):
        re.fullmatch(r"(a+)+", "a" * 40 + "b")


def test_library_that_catches_everything_ends_too():
    def stubborn() -> None:
        try:
            spin()
        except Exception:  # noqa: BLE001 - as libraries do
            pytest.fail("it was caught")
        except BaseException:  # noqa: BLE001 - as few of them do
            spin()

    with pytest.raises(UnreadableError), limited(SHORT):
        stubborn()


def test_short_work_is_left_alone_and_the_timer_goes():
    with limited(60):
        assert signal.getitimer(signal.ITIMER_PROF)[0] > 0

    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)


def test_error_of_the_work_passes():
    with pytest.raises(ValueError, match="wrong"), limited(60):
        raise ValueError("wrong")

    assert signal.getitimer(signal.ITIMER_PROF)[0] == 0.0


def test_inner_limit_leaves_the_outer_one():
    inner = limited(60, "the inner")
    with pytest.raises(UnreadableError, match="the outer"), limited(SHORT, "the outer"), inner:
        spin()


def test_thread_is_not_limited():
    done = threading.Event()

    def work() -> None:
        with limited(SHORT):
            sum(range(10_000_000))
        done.set()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()

    assert done.is_set()
    assert signal.getitimer(signal.ITIMER_PROF)[0] == 0.0


def test_items_before_the_slow_one_are_kept():
    def items() -> Iterator[int]:
        yield from (1, 2)
        spin()

    kept: list[int] = []
    with pytest.raises(UnreadableError, match="reading the next record takes"):
        kept.extend(each_limited(items(), SHORT))

    assert kept == [1, 2]


def test_time_between_items_does_not_count():
    def items() -> Iterator[int]:
        yield from range(3)

    for _ in each_limited(items(), SHORT):
        sum(range(2_000_000))


@pytest.mark.django_db
def test_import_names_the_slow_record_and_keeps_the_others(tmp_path, monkeypatch, settings):
    settings.CORPUS = replace(settings.CORPUS, after_write="")
    file = tmp_path / "three.jsonl"
    lines = [f'{{"title": "Talks {name}", "text": "They met {name}."}}' for name in "abc"]
    file.write_text("\n".join(lines) + "\n")
    monkeypatch.setattr(time_limit, "MAX_RECORD_SECONDS", 1.0)

    def slow(raw, *args, **more):
        if raw.title == "Talks b":
            spin()
        return read_article(raw, *args, **more)

    monkeypatch.setattr(record_reading, "read_article", slow)

    report = ingest([file])

    assert report.added == 2
    ((place, reason),) = report.failures
    assert place.startswith(str(file))
    assert reason == "reading it takes more than 1 seconds of computing"
