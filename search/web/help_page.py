"""The help page: every operator with an example to try.

The examples find something in the sample articles; a test keeps it so.
"""

from __future__ import annotations

from dataclasses import dataclass

from search.query.nodes import LEAD_WORDS
from search.query.parser.lexer import MAX_BOOST, MIN_BOOST
from search.query.search_query import SearchQuery
from search.results.view_models import Link


@dataclass(frozen=True, slots=True)
class Example:
    """A query as a link to its answer, and what it asks for."""

    link: Link
    meaning: str


@dataclass(frozen=True, slots=True)
class HelpSection:
    title: str
    examples: tuple[Example, ...]


_SECTIONS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Words",
        (
            ("summit geneva", "all the words, in any order and in any of their forms"),
            ('"security guarantees"', "a phrase: these words, next to each other"),
            ("ceasefire OR truce", "one of them is enough"),
            ("summit -geneva", "without a word; NOT geneva is the same"),
            ("(gas OR oil) china", "brackets group; without them, AND binds before OR"),
            ("=meeting", "this form only, not meet or meetings"),
            ("Élargissement", "case and accents make no difference"),
            ("marchés", "forms are those of the article's language: French here"),
            ("like:1", "articles like article 1: its page has the number, and this link"),
        ),
    ),
    (
        "Parts of words",
        (
            ("negotiat*", "words that begin so"),
            ("w?nter", "one letter may be anything"),
            ("*ation", "any letters, here or within a word"),
            ("zelenski~1", "one letter may be wrong; ~2 for two"),
            ('"foreign minist*"', "patterns work in phrases too"),
            ('"talks * ukraine"', "a star between words of a phrase is a gap of a word"),
        ),
    ),
    (
        "Words near each other",
        (
            ('"putin xi"~5', "within five words of each other, in any order"),
            ("putin w/5 xi", "the same; near5, NEAR/5 and AROUND(5) are too"),
            ("xi pre/3 putin", "within three words, in this order"),
            ('"black sea" ~10 grain', "a phrase near a word"),
            ("(gas OR oil) w/10 russia", "one of a group near a word"),
            ("gas /s oil", "in one sentence; w/s is too"),
            ("gas /p oil", "in one paragraph; w/p and SAME are too"),
            ("gas NOT w/10 oil", "one of them, but nowhere near the other"),
        ),
    ),
    (
        "Where the words stand",
        (
            ("title:summit", "in the headline"),
            ("lead:sanctions", f"in the first {LEAD_WORDS} words of the text"),
            ("title,lead:sanctions", "in either"),
            ("text:summit", "in the text, not the headline"),
            ("title:(putin xi)", "for all words of a group"),
            ("source:meridian", "from a source"),
            ("author:lind", "by an author"),
            ('raw:"leave a reply"', "also in what was hidden as not the article's own"),
            ('hidden:"leave a reply"', "only there"),
        ),
    ),
    (
        "When it was published",
        (
            ("date:2022", "in a year; 2022-02 is a month, 2022-02-04 a day"),
            ("date:[2022 TO 2023-03]", "between two dates, both included; * leaves an end open"),
            ("after:2022-02-04", "later than a day, a month or a year"),
            ("before:2023", "earlier"),
            ("since:2022", "from then on, the year itself included"),
            ("through:2022", "up to then, the year itself included"),
            ("on:03-22", "on a day of any year"),
            (
                "summit -date:7d",
                "7d, 2w, 3m, 1y, yesterday, last-month count from today",
            ),
        ),
    ),
    (
        "How much",
        (
            ("atleast3:summit", "a word or phrase at least three times"),
            ("words:>200", "long articles; words:<150 and words:150..200 too"),
            (
                "summit^3 geneva",
                f"one word counts more in the order, {MIN_BOOST:g} to {MAX_BOOST:g} times",
            ),
        ),
    ),
    (
        "As you know it from elsewhere",
        (
            ("hd=summit", "Factiva's fields: hd, hl, hlp, lp, by, sn, wc"),
            ("headline(summit)", "Nexis's: headline, hlead, lead, byline, publication, body"),
            ("sanction!", "Nexis's truncation"),
            ("intitle:summit", "Google's, and until:"),
            ("ATLEAST3(summit)", "and other spellings of counts"),
        ),
    ),
)


def help_sections() -> tuple[HelpSection, ...]:
    """Return all examples, by subject."""
    return tuple(
        HelpSection(
            title,
            tuple(
                Example(Link(query, SearchQuery(query).url()), meaning)
                for query, meaning in examples
            ),
        )
        for title, examples in _SECTIONS
    )
