"""Cleaning: what is hidden, why, and that nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.boilerplate.boilerplate_rules import FURNITURE
from corpus.boilerplate.cleaning import body_lines, clean, with_aside

PROSE = "The ministers met for three hours on Friday and agreed to meet again in the spring."


def hidden(*lines: str) -> list[tuple[str, str]]:
    """What cleaning hides of these paragraphs, with its reasons."""
    return [(line.text, line.reason) for line in clean(body_lines("\n\n".join(lines))).hidden]


def test_lines_set_aside_are_hidden_even_where_all_else_is_boilerplate():
    lines, aside = with_aside(["Share on Facebook"], [("LENGTH: 9 words", "field of the database")])

    cleaned = clean(lines, aside=aside)

    assert cleaned.text == "Share on Facebook"
    assert [line.text for line in cleaned.hidden] == ["LENGTH: 9 words"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Stay informed with free updates", "newsletter or subscription offer"),
        ("Sign up for our daily newsletter", "newsletter or subscription offer"),
        ("Get the latest news in your inbox", "newsletter or subscription offer"),
        ("Jetzt Newsletter abonnieren", "newsletter or subscription offer"),
        ("Подписывайтесь на наш канал", "newsletter or subscription offer"),
        ("ADVERTISEMENT", "advertisement"),
        ("- Advertisement -", "advertisement"),
        ("Story continues below advertisement", "advertisement"),
        ("Anzeige", "advertisement"),
        ("Share this article", "sharing buttons"),
        ("Share on Facebook (Opens in new window)", "sharing buttons"),
        ("Facebook Twitter WhatsApp Email", "sharing buttons"),
        ("Follow us on Instagram", "sharing buttons"),
        ("12 comments", "comment form"),
        ("Share via WhatsApp", "sharing buttons"),
        ("Follow the Gazette on Telegram", "sharing buttons"),
        ("MORE", "mark of an agency"),
        ("-30-", "mark of an agency"),
        ("Register for free to continue reading", "newsletter or subscription offer"),
        ("Leave a Reply", "comment form"),
        ("Leave a Reply to Anna", "comment form"),
        ("Comments", "comment form"),
        ("Deja un comentario", "comment form"),
        ("About Author", "author box"),
        ("This website uses cookies to improve your experience.", "cookie or privacy notice"),
        ("© 2022 Harbour Gazette. All rights reserved.", "copyright notice"),
        ("© Harbour Gazette", "copyright notice"),
        ("Tous droits réservés", "copyright notice"),
        ("Home > World > Asia", "navigation"),
        ("Back to top", "navigation"),
        ("5 min read", "navigation"),
        ("Tags: harbour, talks", "navigation"),
        ("Read also: Harbour talks stall", "teaser of another article"),
        ("Читайте также: Переговоры сорваны", "teaser of another article"),
        ("#harbour #talks", "row of hashtags"),
        ("Image source, Getty Images", "picture credit label"),
    ],
)
def test_clean_hides_furniture_with_its_reason(line, reason):
    assert hidden(PROSE, line, PROSE, PROSE) == [(line, reason)]


@pytest.mark.parametrize(
    "line",
    [
        "Russia and China talks",
        "XI AND PUTIN",
        "Flurry Of Diplomacy",
        "More than 300 people were on board.",
        "The minister is to share this with the council on Friday.",
        "Comments by the minister were not welcome.",
        "« Nous sommes prêts »",
        "Follow the money, he said.",
        "#harbour",
        "* * *",
        "Home rule was debated for three days.",
        "Cookies were served.",
        "Search and rescue teams arrived at noon.",
        "Related talks were held in the spring.",
        "more in phase with business cycle of its major customers.",
        "share to the year's earnings as a result.",
        "share on revenues of 55.6 mln dlrs compared to 23.2 mln dlrs or",
        "register with it and comply with investor protection rules, and",
        "Like with Cuba, the country finds itself alone.",
        "Register for disaster assistance by calling the county office.",
        "Sign up for coverage before the deadline, officials urge",
        "Topic: regional neighbours and their influence (closed)",
        "Post responses to the consultation by May",
        "Download the application form from the ministry.",
        "close.",
        "Privacy",
        "Response",
        "What do you think?",
        "4,500,000 shares",
    ],
)
def test_clean_keeps_what_belongs_to_the_article(line):
    assert hidden(PROSE, line, PROSE) == []


def test_a_link_takes_the_headline_above_it_but_not_prose():
    assert [text for text, _ in hidden(PROSE, "Harbour talks stall", "see more", PROSE)] == [
        "Harbour talks stall",
        "see more",
    ]
    assert [text for text, _ in hidden(PROSE, "Read more", PROSE)] == ["Read more"]


def test_a_pointer_takes_one_teaser_and_its_blurb():
    lines = ["Check Also", "Harbour talks stall", "The envoys left without …", "A crosshead", PROSE]

    assert [text for text, _ in hidden(PROSE, *lines)] == lines[:3]


def test_a_list_of_other_articles_ends_where_prose_begins():
    lines = ["Related articles", "Harbour talks stall", "Envoys leave at dawn", PROSE]

    assert [text for text, _ in hidden(PROSE, *lines)] == lines[:3]


def test_a_comment_form_at_the_end_takes_what_is_below_it():
    form = ["Leave a Reply", "Anna on 4 February", "A fine piece!", "Name", "Website"]

    assert [text for text, _ in hidden(*[PROSE] * 3, *form)] == form


def test_a_comment_heading_above_the_article_takes_nothing_along():
    assert [text for text, _ in hidden("Leave a Reply", PROSE, PROSE)] == ["Leave a Reply"]


@pytest.mark.parametrize("heading", ["Comments", "Responses"])
def test_a_crosshead_like_a_comment_heading_takes_no_text_along(heading):
    lines = [PROSE, PROSE, PROSE, heading, PROSE]

    assert [text for text, _ in hidden(*lines)] == [heading]


def test_comments_above_their_form_go_with_it():
    comments = ["Comments", "Anna: a fine piece!", "Leave a Reply", "Name"]

    assert [text for text, _ in hidden(*[PROSE] * 3, *comments)] == comments


def test_an_author_box_takes_the_lines_about_the_author():
    box = ["About the author", "Anna Writer covers the harbour for the Gazette."]

    assert [text for text, _ in hidden(*[PROSE] * 3, *box, "Share", "Leave a Reply")] == [
        *box,
        "Share",
        "Leave a Reply",
    ]


def test_lines_within_wrapped_paragraphs_are_prose():
    wrapped = [
        "The company said that it would offer its",
        "share with others of the group, and made no",
        "comments",
        "on the price that had been named in the",
        "newsletter.",
    ]

    assert clean(wrapped).hidden == ()


def test_where_nothing_would_be_left_nothing_is_hidden():
    lines = ["Related articles", "Harbour talks stall"]

    assert clean(lines).lines == tuple(lines)


def test_hidden_lines_tell_their_place_and_blanks_close_up():
    cleaned = clean(body_lines(f"{PROSE}\n\n\nADVERTISEMENT\n\n\n{PROSE}\n\nShare\n"))

    assert cleaned.text == f"{PROSE}\n\n{PROSE}"
    assert [(line.line, line.text) for line in cleaned.hidden] == [
        (2, "ADVERTISEMENT"),
        (6, "Share"),
    ]


FURNITURE_LINES = [
    "see more",
    "Check Also",
    "Related",
    "Leave a Reply",
    "About Author",
    "#a #b",
    "Ad",
]


@given(
    st.lists(
        st.one_of(
            st.sampled_from([*FURNITURE_LINES, "", PROSE, "A headline", "A blurb …"]),
            st.text(max_size=60),
        ),
        max_size=30,
    )
)
def test_kept_and_hidden_lines_are_all_lines(lines):
    body = body_lines("\n".join(lines))

    cleaned = clean(body)

    hidden = {line.line: line.text for line in cleaned.hidden}
    assert all(body[number] == text for number, text in hidden.items())
    kept = [line for number, line in enumerate(body) if number not in hidden]
    assert [line for line in cleaned.lines if line.strip()] == [
        line for line in kept if line.strip()
    ]


@given(st.text(max_size=300))
def test_the_rules_match_any_line_without_raising(line):
    FURNITURE.match(line)


def test_no_line_makes_the_rules_slow():
    """Patterns that backtrack would not end on these in a lifetime."""
    for piece in ("share ", "home > ", "# ", "#a ", "- ", "more from ", "x ", "a > ", "1,"):
        FURNITURE.match((piece * 200)[:320] + "!")


@pytest.mark.parametrize("line", ["Comments", "About the author"])
def test_no_number_of_lines_makes_cleaning_slow(line):
    """Looking through the lines below each of them would take minutes."""
    cleaned = clean(body_lines(f"{PROSE}\n{line}\n" * 30_000))

    assert [hidden.text for hidden in cleaned.hidden[:1]] == [line]
