"""Titles, stated and derived."""

from __future__ import annotations

import pytest

from corpus.extraction.title import derive_title, split_title

PROSE = "The ministers met for three hours on Friday and agreed to meet again in the spring."


@pytest.mark.parametrize(
    ("first", "rest"),
    [
        ("Ministers Meet In Geneva", ["", PROSE]),
        ("Ministers meet in Geneva: what we know so far", [PROSE]),
        ("Will the talks succeed?", ["", PROSE]),
        ("Envoy leaves for the U.S.", ["", PROSE]),
        ("TALKS END", ["", PROSE]),
        ("By the lake, without cameras: ministers talk", ["", PROSE]),
        ("Von der Leyen reist nach Genf", ["", PROSE]),
        ("Переговоры в Женеве завершены", ["", PROSE]),
        ("日中外相が会談", ["", PROSE]),
        ("Talks stall as winter nears …", ["", PROSE]),
        ("HARBOUR GRAIN PRICES", ["    repeat from late yesterday", f"    {PROSE}"]),
        ("HARBOUR COTTON 10:55", ["  MAY7 5620 UP 40", "  JUL7 5520 UP 30", "  OCT7 5515"]),
        ("HARBOUR SILVER TREND", ["1,000 OUNCE", "     OPEN    CLOSE", " APR7 6700", " MAY7 6730"]),
        ("CORRECTION - GENEVA - TALKS END", ["    In the Geneva item please read", PROSE]),
    ],
)
def test_a_first_line_that_reads_like_a_title_is_the_title(first, rest):
    assert split_title(["", first, *rest]) == (first, rest)


@pytest.mark.parametrize(
    "lines",
    [
        [PROSE, "", PROSE],
        ["A sentence, and it is short.", "", PROSE],
        ["Showers continued throughout the week in", "the cocoa zone, alleviating the drought."],
        ["The talks began in the presence of the", "Prime Minister and three envoys."],
        ["GENEVA, Feb 4 (Meridian Wire) - Talks", "", PROSE],
        ["By Anna Writer", "", PROSE],
        ["Only one line without a full stop"],
        ["* * *", "", PROSE],
        ["x" * 201, "", PROSE],
        ["APRIL 7", "  Estimated volume 28,000"],
        ["7 April 2022", "", PROSE],
        ["    A paragraph indented as a", "    whole goes on in its second line."],
        [],
    ],
    ids=lambda lines: lines[0][:20] if lines else "nothing",
)
def test_other_first_lines_are_text(lines):
    assert split_title(lines) == ("", lines)


def test_the_first_line_of_a_wrapped_paragraph_is_text():
    lines = [
        "THE ALLIES MET IN NASSAU LAST WEEK AND THE PRESIDENT",
        "FIRST PROPOSED TO HELP THE COUNCIL DEVELOP A FORCE OF",
        "ITS OWN WHILE THE OTHERS MADE NO ATTEMPT TO DEVISE A",
        "PLAN OF THE KIND THAT HE HAD LONG WANTED TO SEE COME",
        "TO LIFE",
    ]

    assert split_title(lines) == ("", lines)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Talks began. They went on.", "Talks began"),
        ("Mr. Price met Sen. Smith in the U.S. on Friday. Then he left.", None),
        ("GENEVA, Feb 4 (Meridian Wire) - Talks began. They went on.", "Talks began"),
        ("FOR IMMEDIATE RELEASE\nPress Release\n\nTalks began. They went on.", "Talks began"),
        ("For Immediate Release: WASHINGTON, D.C. - Envoys met. They left.", "Envoys met"),
        ("Press releases are many. They went on.", "Press releases are many"),
        ("HARBOUR REPORT - TALKS END", "HARBOUR REPORT - TALKS END"),
        ("GENEVA, D.C. - Envoys met. They left.", "Envoys met"),
        ("N.Y. SPOT PRICES Gold 420", "N.Y. SPOT PRICES Gold 420"),
        ("The U.S.S.R. Met with the others. It left.", "The U.S.S.R. Met with the others"),
        ("“Talks began.” They went on.", "“Talks began.”"),
        ("Did they? They did.", "Did they?"),
        ("両首脳は会談した。その後、出発した。", "両首脳は会談した。"),
        ("", "Untitled"),
    ],
)
def test_derive_title_takes_the_first_sentence(text, title):
    expected = title or "Mr. Price met Sen. Smith in the U.S. on Friday"

    assert derive_title(text) == expected


def test_derive_title_cuts_a_long_sentence_at_a_word():
    title = derive_title("The talks, which had begun in the spring, " + "went on " * 40)

    assert title == (
        "The talks, which had begun in the spring, went on went on went on went on went on "
        "went on went on went on…"
    )
