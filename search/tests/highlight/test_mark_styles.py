"""Marks: which colour and number each has, and that the colours can be told apart."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.base import Document, Match
from search.highlight.mark_styles import TONES, LegendEntry, MarkStyle, legend, mark_styles, tone_of
from search.query.clauses import marking_clauses
from search.query.nodes import Node
from search.query.parser.query_parser import parse
from search.tests import strategies
from search.tests.reference_matcher import brute_force

CSS = Path(__file__).resolve().parents[3] / "static/css"


def test_query_of_one_clause_has_plain_marks():
    assert mark_styles([Match("text", 0, 1, (1,))], 1) == ()
    assert legend(parse("summit").node) == ()


def test_match_of_several_clauses_has_the_first_colour_and_all_numbers():
    matches = [Match("text", 0, 1, (2,)), Match("text", 3, 5, (1, 3))]

    assert mark_styles(matches, 3) == (MarkStyle(2, "2"), MarkStyle(1, "1+3"))


def test_legend_names_clauses_and_counts_their_matches():
    node = parse('oil "oil price" -gas title:talks').node
    document = Document(1, "Talks", "The oil price. No oil.")

    assert legend(node, brute_force(document, node)[1]) == (
        LegendEntry(1, "oil", 1, 2),
        LegendEntry(2, '"oil price"', 2, 1),
        LegendEntry(3, "title:talks", 3, 1),
    )
    assert [entry.count for entry in legend(node)] == [None, None, None]


def test_legend_of_very_many_clauses_names_those_that_match():
    node = parse(" OR ".join(f"word{number}" for number in range(20)) + " OR oil").node
    matches = brute_force(Document(1, "", "Oil and word7"), node)[1]

    assert [(entry.number, entry.label) for entry in legend(node, matches)] == [
        (8, "word7"),
        (21, "oil"),
    ]
    assert len(legend(node)) == 21


@given(strategies.documents(1), strategies.nodes)
def test_every_match_is_counted_for_each_clause_it_has(document: Document, node: Node):
    matches = brute_force(document, node)[1]

    entries = legend(node, matches)

    if len(marking_clauses(node)) > 1:
        assert sum(entry.count or 0 for entry in entries) == sum(len(m.clauses) for m in matches)


@given(st.integers(1, 64))
def test_more_clauses_than_colours_keep_their_own_number(clauses: int):
    matches = [Match("text", at, at + 1, (at,)) for at in range(1, clauses + 1)]

    styles = mark_styles(matches, clauses) or (MarkStyle(1, "1"),)

    assert len({style.sign for style in styles}) == clauses
    assert {style.tone for style in styles} == set(range(1, min(clauses, TONES) + 1))
    assert [style.tone for style in styles] == [tone_of(at) for at in range(1, clauses + 1)]


# Colours

# Machado, Oliveira, Fernandes, "A Physiologically-based Model for Simulation of Color Vision
# Deficiency" (2009), severity 1.0, for linear sRGB.
VISIONS = {
    "usual": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
#: CIE76 differences: 2.3 is just noticeable, side by side.
MIN_DIFFERENCE = 12.0


def colours(file: str, scheme: str) -> dict[str, str]:
    """Return the colours among the custom properties, as the scheme has them."""
    css = (CSS / file).read_text().partition("@media")[0]
    both = r"--([a-z0-9-]+): (?:light-dark\()?(#[0-9a-f]{3,6})\b(?:, (#[0-9a-f]{3,6})\))?"
    chosen = {
        name: dark if dark and scheme == "dark" else light
        for name, light, dark in re.findall(both, css)
    }
    return {
        name: colour if len(colour) == 7 else "#" + "".join(c * 2 for c in colour[1:])
        for name, colour in chosen.items()
    }


def linear(colour: str) -> np.ndarray:
    """Return the linear sRGB values of `#rrggbb` (IEC 61966-2-1)."""
    values = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours as WCAG 2.2 defines it."""
    weights = np.array([0.2126, 0.7152, 0.0722])
    darker, lighter = sorted((float(linear(one) @ weights), float(linear(other) @ weights)))
    return (lighter + 0.05) / (darker + 0.05)


def lab(values: np.ndarray) -> np.ndarray:
    """Return CIE L*a*b* (white D65) of linear sRGB values."""
    scaled = _XYZ @ np.clip(values, 0, 1) / np.array([0.95047, 1.0, 1.08883])
    f = np.where(scaled > 216 / 24389, np.cbrt(scaled), (24389 / 27 * scaled + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marked_text_and_lines_have_enough_contrast(scheme: str):
    own, page = colours("marks.css", scheme), colours("base.css", scheme)

    for tone in range(1, TONES + 1):
        # WCAG 2.2: 7 for text at level AAA, 3 for graphics.
        least = 7 if scheme == "light" else 4.5
        assert contrast(own["tone-ink"], own[f"tone-{tone}"]) >= least
        assert contrast(own[f"line-{tone}"], page["paper"]) >= 3
        assert contrast(own[f"line-{tone}"], page["share"]) >= 3
        assert contrast(own[f"line-{tone}"], own[f"tone-{tone}"]) >= 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("vision", list(VISIONS))
def test_colours_are_apart_for_every_kind_of_colour_vision(scheme: str, vision: str):
    own = colours("marks.css", scheme)
    seen = [lab(VISIONS[vision] @ linear(own[f"tone-{tone}"])) for tone in range(1, TONES + 1)]

    closest = min(
        float(np.linalg.norm(one - other)) for one, other in itertools.combinations(seen, 2)
    )

    assert closest >= MIN_DIFFERENCE
