"""Score explanations: the parts of a hit's score, in words and as bars.

The parts come from the engine (see `Hit.why`; `columnar/search/bm25f.py` has the formula and
its source); this module names them and scales the bars.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy, ngettext

from search.engines.base import Contribution, Hit, Reason
from search.highlight.mark_styles import tone_of
from search.query.clauses import Clause

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

REASONS: dict[Reason, _StrPromise] = {
    "title": gettext_lazy("in the headline"),
    "text": gettext_lazy("in the text"),
    "present": gettext_lazy("word present"),
    "exact": gettext_lazy("exact form"),
    "together": gettext_lazy("near the next word"),
}


@dataclass(frozen=True, slots=True)
class WhyPart:
    """What a clause adds to a score for one reason.

    `share` is its percentage of the largest part. `begins` is True for the first part of a
    clause. `articles` is the clause's document frequency in the whole archive.
    """

    clause: int
    term: str
    tone: int
    reason: str
    label: str
    value: float
    share: float
    begins: bool
    articles: int


@dataclass(frozen=True, slots=True)
class WhyView:
    """A score and its parts, whose sum is the score to 1e-6."""

    score: float
    parts: tuple[WhyPart, ...]


def why_view(hit: Hit, clauses: Sequence[Clause], doc_freqs: Sequence[int]) -> WhyView | None:
    """Return the parts of the score of `hit`; None if the engine gave none.

    `clauses` are those of the query, `doc_freqs` their document frequencies. The largest part
    has a bar of 100.
    """
    if hit.why is None:
        return None
    largest = max((part.value for part in hit.why), default=0.0)
    return WhyView(
        hit.score,
        tuple(
            WhyPart(
                clause=part.clause,
                term=clauses[part.clause - 1].query_text(),
                tone=tone_of(part.clause) if len(clauses) > 1 else 0,
                reason=part.reason,
                label=_label(part),
                value=part.value,
                share=round(100 * part.value / largest, 1),
                articles=doc_freqs[part.clause - 1],
                begins=place == 0 or hit.why[place - 1].clause != part.clause,
            )
            for place, part in enumerate(hit.why)
        ),
    )


def _label(part: Contribution) -> str:
    if part.reason != "together" or not part.times:
        return str(REASONS[part.reason])
    text = ngettext(
        "stands together with the next word once",
        "stands together with the next word %(times)s times",
        part.times,
    )
    return text % {"times": f"{part.times:,}"}
