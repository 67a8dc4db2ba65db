"""The articles that the table of queries is about."""

from __future__ import annotations

import datetime as dt

from search.engines.base import Document


def article(
    number: int,
    title: str,
    text: str,
    source: str,
    author: str = "",
    *,
    days: tuple[str, ...] = (),
    hidden: str = "",
) -> Document:
    first, last = (dt.date.fromisoformat(days[at]) if days else None for at in (0, -1))
    return Document(number, title, text, source, author, "en", first, last, hidden)


ARTICLES = [
    article(
        1, "Oil talks open in Geneva",
        "Talks about oil prices opened today. The ministers met twice.",
        "Meridian Wire", "Ann Bell", days=("2022-02-04",),
    ),
    article(
        2, "Oil price falls",
        "The price of oil fell. Oil traders said oil was cheap, and gas too.",
        "Harbour Gazette", "Jonas Lind", days=("2021-02-04",),
    ),
    article(
        3, "Grain leaves the harbour", "Ships with grain left. Oil was not aboard.",
        "Harbour Gazette", "", days=("2022-03-01", "2022-03-31"), hidden="Leave a Reply",
    ),
    article(
        4, "Women's summit", "The summit of women ran late. A running joke: winter runs.",
        "The Northern Ledger", "Zoë Oil", days=("2024-02-29",),
    ),
    article(
        5, "Café society",
        "A cafe in Kyïv sells naïve art. The résumé of its owner is long.",
        "Quay Street Journal", "Ann Lee",
    ),
    article(
        6, "東京都の首相", "首相は東京都にいる。京都ではない。",
        "Wire Nihon", "", days=("2023-01-01", "2023-12-31"),
    ),
    article(
        7, "U.S.-led talks",
        "The US said 1,500 people and a state-of-the-art ship left. War and peace.",
        "Meridian Wire", "", days=("2023-03-14",),
    ),
    article(
        8, "Central bank raises the interest rate",
        "The central bank, it was expected, will keep interest rates high.",
        "Kestrel", "Ann Bell", days=("2024-03-14",),
    ),
    article(
        9, "",
        "to be or not to be, that is the question. Note: see https://example.com/a?b=c at 10:30",
        "Kestrel", "", days=("2024-03-09",),
    ),
    article(
        10, "A long read", "summit " + "and " * 120 + "oil ended the talks",
        "Long Reads", "Jonas Lind", days=("2020-12-31",), hidden="See more\nOil price falls",
    ),
]  # fmt: skip
