"""Watching folders."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.importing.watch import watch
from corpus.models import Article

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_listens(settings):
    settings.CORPUS = replace(settings.CORPUS, after_write="")


def watched(folder: Path, monkeypatch: pytest.MonkeyPatch, *changes) -> list[str]:
    """Watch a folder; between its looks, make one change each. Returns what was said."""
    said: list[str] = []
    waiting = list(changes)
    monkeypatch.setattr("time.sleep", lambda _: waiting.pop(0)() if waiting else None)
    watch([folder], lambda report: said.append(report.summary), rounds=len(changes) + 3)
    return said


def test_files_are_imported_once_as_they_come(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("Talks begin\n\nThey met on Friday.")

    said = watched(
        tmp_path,
        monkeypatch,
        lambda: None,
        lambda: (tmp_path / "b.txt").write_text("Talks end\n\nThey left on Friday."),
        lambda: None,
        lambda: (tmp_path / "a.txt").write_text("Talks begin\n\nThey met on Saturday."),
    )

    assert said == [
        "added 1, updated 0, unchanged 0, failed 0",
        "added 1, updated 0, unchanged 0, failed 0",
        "added 0, updated 1, unchanged 0, failed 0",
    ]


def test_a_file_still_being_written_waits(tmp_path, monkeypatch):
    growing = tmp_path / "a.txt"
    growing.write_text("Talks")

    said = watched(
        tmp_path,
        monkeypatch,
        lambda: growing.write_text("Talks begin\n\nThey"),
        lambda: growing.write_text("Talks begin\n\nThey met on Friday."),
    )

    assert said == ["added 1, updated 0, unchanged 0, failed 0"]
    assert Article.objects.get().text == "They met on Friday."


def test_a_file_that_fails_is_told_once(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("")

    assert watched(tmp_path, monkeypatch) == ["added 0, updated 0, unchanged 0, failed 1"]
