"""RTF files."""

from __future__ import annotations

import io

import pytest

from corpus.importing.source_file import UnreadableError
from corpus.parsers.office.rtf_reader import rtf_lines
from corpus.tests.documents import records
from corpus.tests.sample_files import rtf


def lines(text: str) -> list[str]:
    """The lines of an RTF file with this content."""
    data = f"{{\\rtf1\\ansi\\ansicpg1252 {text}}}".encode("latin-1")
    return [line for line in rtf_lines(io.BufferedReader(io.BytesIO(data))) if line]


def test_rtf_is_one_article():
    (record,) = records(rtf())

    assert record.body.startswith("Envoys meet\n\n4 February 2022\n\nThe envoys")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"Caf\'e9\par", "Café"),
        (r"\u8220?high\u8221?\par", "“high”"),
        (r"\uc0\u233 t\u233\par", "été"),
        (r"\u-10179?\u-8704?\par", "\U0001f600"),
        (r"{\*\generator X;}shown\par", "shown"),
        (r"{\field{\*\fldinst{HYPERLINK \"http://a.b\"}}{\fldrslt link}}\par", "link"),
        (r"a{\v hidden}b{\v0 c}\par", "abc"),
        (r"{\pict\bin4 {{}}}text\par", "text"),
        (r"one\cell two\cell\row", "one\ttwo"),
        (r"{\header page 1\par}text\par", "text"),
        (r"a\emdash b\~c\_d\par", "a—b\u00a0c\u2011d"),
        (r"a\u-10179?b\par", "a\ufffdb"),
        ("broken\r\n lines\\par", "broken lines"),
        (r"{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}}\f1\'cc\'ee\f0\'e9\par", "Моé"),
    ],
)
def test_rtf_text_is_decoded(text, expected):
    assert lines(text) == [expected]


def test_page_breaks_are_form_feeds():
    assert lines(r"a\par\page b\par") == ["a", "\f", "b"]


def test_control_words_across_pieces_are_whole(monkeypatch):
    monkeypatch.setattr("corpus.parsers.office.rtf_reader._PIECE_BYTES", 7)

    assert lines(r"Caf\'e9 owners\par welcome \u8220?all\u8221?\par") == [
        "Café owners",
        "welcome “all”",
    ]


def test_groups_nested_without_end_are_refused():
    with pytest.raises(UnreadableError, match="nested too deeply"):
        lines("{" * 100_000)
