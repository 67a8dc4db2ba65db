"""The command line of imports."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from corpus.terminal import progress_bar

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_listens(settings):
    settings.CORPUS = {**settings.CORPUS, "AFTER_WRITE": ""}


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
