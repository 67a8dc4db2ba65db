"""The help page: every operator with an example to try.

Every example matches something in the sample articles; a test checks that.
"""

from __future__ import annotations

from dataclasses import dataclass

from search.query.nodes import LEAD_WORDS
from search.query.parser.lexer import MAX_BOOST, MIN_BOOST
from search.query.search_query import SearchQuery
from search.results.view_models import Link


@dataclass(frozen=True, slots=True)
class Example:
    """A link to the results of a query, and what the query means."""

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
            ("ceasefire OR truce", "either word"),
            ("summit -geneva", "without a word; NOT geneva is the same"),
            ("(gas OR oil) china", "use brackets to group; without them, AND binds before OR"),
            ("=meeting", "this exact form, not meet or meetings"),
            ("Élargissement", "case and accents make no difference"),
            ("marchés", "word forms follow the language of the article, here French"),
            ("like:1", "articles similar to article 1; “More like this” on an article leads there"),
        ),
    ),
    (
        "Parts of words",
        (
            ("negotiat*", "words starting with these letters"),
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
            ("(gas OR oil) w/10 russia", "any word of a group near a word"),
            ("gas /s oil", "in one sentence; w/s is too"),
            ("gas /p oil", "in one paragraph; w/p and SAME are too"),
            ("gas NOT w/10 oil", "gas, but not near oil"),
        ),
    ),
    (
        "Where the words are",
        (
            ("title:summit", "in the headline"),
            ("lead:sanctions", f"in the first {LEAD_WORDS} words of the text"),
            ("title,lead:sanctions", "in either"),
            ("text:summit", "in the text, not the headline"),
            ("title:(putin xi)", "all words of a group in the headline"),
            ("source:meridian", "from a source"),
            ("author:lind", "by an author"),
            ('raw:"leave a reply"', "also in lines hidden as page furniture"),
            ('hidden:"leave a reply"', "only in those lines"),
        ),
    ),
    (
        "When it was published",
        (
            ("date:2022", "in a year; 2022-02 is a month, 2022-02-04 a day"),
            ("date:[2022 TO 2023-03]", "between two dates, both included; * leaves an end open"),
            ("after:2022-02-04", "later than a day, a month or a year"),
            ("before:2023", "earlier"),
            ("since:2022", "from a date on, the date included"),
            ("through:2022", "up to a date, the date included"),
            ("on:03-22", "on this day in any year"),
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
        "Syntax from Nexis, Factiva, Google",
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
    """Return all examples by topic."""
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
