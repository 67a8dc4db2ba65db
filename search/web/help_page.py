"""The help page: every operator with an example to try.

Every example matches something in the sample articles; a test checks that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

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


if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

_SECTIONS: tuple[tuple[_StrOrPromise, tuple[tuple[str, _StrOrPromise], ...]], ...] = (
    (
        _("Words"),
        (
            (
                "summit geneva",
                _("all the words, in any of their forms; articles where they stand together first"),
            ),
            ('"security guarantees"', _("a phrase: these words, next to each other")),
            ("ceasefire OR truce", _("either word")),
            ("summit -geneva", _("without a word; NOT geneva and !geneva are the same")),
            ("(gas OR oil) china", _("use brackets to group; without them, AND binds before OR")),
            ("=meeting", _("this exact form, not meet or meetings")),
            (
                "=US",
                _("behind = capitals and accents mean just these: the country, not us"),
            ),
            (
                "cease-fire",
                _("spellings find each other: ceasefire; also $5m and $5 million, % and percent"),
            ),
            (
                "kiev",
                _("with equal words, here Kyiv: editors keep the list, and each can be left out"),
            ),
            ("Élargissement", _("case and accents make no difference; those typed come first")),
            ("marchés", _("word forms follow the language of the article, here French")),
            (
                "like:1",
                _("articles similar to article 1, as “More like this” lists them"),
            ),
        ),
    ),
    (
        _("Parts of words"),
        (
            ("negotiat*", _("words starting with these letters")),
            ("w?nter", _("one letter may be anything; 202? is a year of the twenties")),
            ("*ation", _("any letters, here or within a word")),
            ("zelenski~1", _("one letter may be wrong; ~2 for two")),
            ('"foreign minist*"', _("patterns work in phrases too")),
            ('"talks * ukraine"', _("a star between words of a phrase is a gap of a word")),
        ),
    ),
    (
        _("Words near each other"),
        (
            ('"putin xi"~5', _("within five words of each other, in any order")),
            ("putin w/5 xi", _("the same; near5, NEAR/5 and AROUND(5) are too")),
            ("xi pre/3 putin", _("within three words, in this order")),
            ('"black sea" ~10 grain', _("a phrase near a word")),
            ("(gas OR oil) w/10 russia", _("any word of a group near a word")),
            ("gas /s oil", _("in one sentence; w/s is too")),
            ("gas /p oil", _("in one paragraph; w/p and SAME are too")),
            ("gas NOT w/10 oil", _("gas, but not near oil")),
        ),
    ),
    (
        _("Where the words are"),
        (
            ("title:summit", _("in the headline")),
            ("lead:sanctions", f"in the first {LEAD_WORDS} words of the text"),
            ("title,lead:sanctions", _("in either")),
            ("text:summit", _("in the text, not the headline")),
            ("title:(putin xi)", _("all words of a group in the headline")),
            ("source:meridian", _("from a source")),
            ('author:"Lind, Jonas"', _('by an author; the same as author:"Jonas Lind"')),
            ("lang:fr", _("in a language: a code, or a name as in lang:French")),
            ('raw:"leave a reply"', _("also in lines hidden as page furniture")),
            ('hidden:"leave a reply"', _("only in those lines")),
        ),
    ),
    (
        _("When it was published"),
        (
            ("date:2022", _("in a year; 2022-02 is a month, 2022-02-04 a day")),
            ("date:2022-Q1", _("a quarter; 2022-H1 is a half, 2022-W05 a week, 1890s a decade")),
            ("date:[2022 TO 2023-03]", _("between two dates, both included; * leaves an end open")),
            ("after:2022-02-04", _("later than a day, a month or a year")),
            ("before:2023", _("earlier")),
            ("since:2022", _("from a date on, the date included")),
            ("through:2022", _("up to a date, the date included")),
            ("on:03-22", _("on this day in any year")),
            (
                "summit -date:7d",
                _("7d, 2w, 3m, 1y, yesterday, last-month count from today"),
            ),
        ),
    ),
    (
        _("How much"),
        (
            ("atleast3:summit", _("a word or phrase at least three times")),
            ("words:>200", _("long articles; words:<150 and words:150..200 too")),
            (
                "summit^3 geneva",
                f"one word counts more in the order, {MIN_BOOST:g} to {MAX_BOOST:g} times",
            ),
        ),
    ),
    (
        _("Syntax from Nexis, Factiva, Google"),
        (
            ("hd=summit", _("Factiva's fields: hd, hl, hlp, lp, by, sn, wc")),
            ("headline(summit)", _("Nexis's: headline, hlead, lead, byline, publication, body")),
            ("sanction!", _("Nexis's truncation")),
            ("intitle:summit", _("Google's, and until:")),
            ("ATLEAST3(summit)", _("and other spellings of counts")),
        ),
    ),
)


def help_sections() -> tuple[HelpSection, ...]:
    """Return all examples by topic."""
    return tuple(
        HelpSection(
            str(title),
            tuple(
                Example(Link(query, SearchQuery(query).url()), str(meaning))
                for query, meaning in examples
            ),
        )
        for title, examples in _SECTIONS
    )
