from __future__ import annotations

import datetime as dt

import pytest

from search.query.nodes import Everything, Ids, Nothing
from search.query.parser.query_parser import parse

TODAY = dt.date(2024, 3, 15)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("oil", "with “oil”"),
        ("oil price", "with “oil” and “price”"),
        ("oil OR gas", "with “oil” or “gas”"),
        ("oil OR gas price", "with “oil” or (“gas” and “price”)"),
        ("(oil OR gas) price", "with (“oil” or “gas”) and “price”"),
        ('"oil price"', "with the phrase “oil price”"),
        ('"oil"', "with “oil”"),
        ("=oil", "with exactly “oil”"),
        ("oil*", "with words that begin with “oil”"),
        ("o?l", "with words like “o?l”"),
        ("oil~", "with words within 1 letter of “oil”"),
        ("oil~2", "with words within 2 letters of “oil”"),
        ('"oil price"~5', "with “oil” and “price” within 5 words of each other"),
        ("oil /s gas", "with “oil” and “gas” in one sentence"),
        ("oil w/p gas", "with “oil” and “gas” in one paragraph"),
        ("oil pre/1 price", "with “oil” and “price” within 1 word of each other in this order"),
        ('"oil pri*"', "with “oil” and words that begin with “pri” in a row"),
        ("lead:oil", "with “oil” in the first 100 words"),
        ("raw:oil", "with “oil” or “oil” in what was hidden"),
        ("atleast3:oil", "with “oil” at least 3 times"),
        ("oil like:12", "with “oil”, like article 12"),
        ("-like:12", "not like article 12"),
        ("oil words:>800", "with “oil”, of at least 801 words"),
        ("words:<300", "of at most 299 words"),
        ("words:300..800", "of 300 to 800 words"),
        ("words:1,500", "of exactly 1,500 words"),
        ("-words:<300", "not of at most 299 words"),
        ("on:02-04", "published on 4 February of any year"),
        ("oil^2 price", "with “oil” (weight 2) and “price”"),
        ("title:oil", "with “oil” in the title"),
        ("source:Wire oil", "with “oil”, from “Wire”"),
        ("author:Bell OR source:Wire", "by “Bell” or from “Wire”"),
        ("-oil", "without “oil”"),
        ("-oil -gas", "without “oil” or “gas”"),
        ("price -(oil gas)", "with “price”, without “oil” and “gas”"),
        ("-source:Wire", "not from “Wire”"),
        ("date:2022", "published in 2022"),
        ("date:2022-02", "published in February 2022"),
        ("date:2022-02-04", "published on 4 February 2022"),
        ("date:[2021 TO 2022-03]", "published from 1 January 2021 to 31 March 2022"),
        ("oil after:2021", "with “oil”, published on or after 1 January 2022"),
        ("oil before:2022", "with “oil”, published on or before 31 December 2021"),
        ("-date:2022", "not published in 2022"),
        ("date:[* TO *]", "published on a known date"),
        ("oil OR date:2022", "with “oil” or published in 2022"),
        ("gas OR (oil date:2022)", "with “gas” or (with “oil”, published in 2022)"),
    ],
)
def test_sentence_says_what_matches(query, words):
    assert parse(query, today=TODAY).node.sentence() == f"Articles {words}."


@pytest.mark.parametrize(
    ("node", "sentence"),
    [
        (Everything(), "All articles."),
        (Nothing(), "No article: the dates leave none."),
        (Ids((1, 2)), "Articles numbered 1 or 2."),
    ],
)
def test_sentence_exists_for_nodes_that_no_query_means(node, sentence):
    assert node.sentence() == sentence
