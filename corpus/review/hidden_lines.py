"""Lines hidden most often, source by source: the rule is right, or the line comes back."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.boilerplate.cleaning import restore
from corpus.curation.curation_jobs import mark_in_background
from corpus.curation.line_rules import Marking, mark
from corpus.models import Article, ChangeSet, FurnitureRule, ReviewDecision
from corpus.records import HiddenLine
from corpus.review.base import Choice, ReviewItem, Settled

if TYPE_CHECKING:
    from corpus.curation.editing import Person

#: A line hidden less often is nobody's rule.
MIN_ARTICLES = 3
_LINES_AROUND = 2
_SHOWN_CHARS = 300
#: More articles than this are changed by a job.
MAX_AT_ONCE = 300


@dataclass(frozen=True, slots=True)
class HiddenOften:
    """A line that `count` articles of a source (None: of no source) have hidden, and why.

    `example` is the number of one of them.
    """

    source_id: int | None
    text: str
    reason: str
    count: int
    example: int

    @property
    def subject(self) -> str:
        told = f"{self.source_id}\0{self.text}\0{self.reason}"
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32]


class HiddenLines:
    """The most frequent first; equal ones in the order of their names."""

    name = "lines"
    label = "Lines hidden most often"
    purpose = "These are left out of text and search. Are they furniture, or the articles’ own?"

    def __init__(self) -> None:
        self._often: list[HiddenOften] | None = None

    def count(self) -> int:
        return len(self._waiting())

    def after(self, subject: str) -> ReviewItem | None:
        waiting = self._waiting()
        subjects = [line.subject for line in waiting]
        place = subjects.index(subject) + 1 if subject in subjects else 0
        return self._item(waiting[place]) if place < len(waiting) else None

    def find(self, subject: str) -> ReviewItem | None:
        line = next((one for one in self._waiting() if one.subject == subject), None)
        return None if line is None else self._item(line)

    def settle(self, subject: str, value: str, user: Person, stamp: str) -> Settled:
        line = next((one for one in self._all() if one.subject == subject), None)
        if line is None or value not in ("keep", "back"):
            raise ValueError("This cannot be done with a line.")
        if value == "keep":
            return Settled("Rule accepted")
        self._often = None
        return bring_back(line, user)

    def _waiting(self) -> list[HiddenOften]:
        decided = ReviewDecision.objects.standing().filter(queue=self.name)
        settled = set(decided.values_list("subject", flat=True))
        return [line for line in self._all() if line.subject not in settled]

    def _all(self) -> list[HiddenOften]:
        """Count once: every article's hidden lines are looked at."""
        if self._often is None:
            self._often = hidden_often()
        return self._often

    def _item(self, line: HiddenOften) -> ReviewItem:
        example = Article.objects.select_related("source").get(pk=line.example)
        return ReviewItem(
            subject=line.subject,
            title=line.text,
            text=(_around(example, line),),
            facts=(
                ("Source", example.source.name if example.source else "none"),
                ("Hidden because", line.reason),
                ("Hidden in", f"{line.count:,} articles"),
                ("For example", example.title),
            ),
            choices=(Choice("1", "back", f"Bring it back in {line.count:,} articles"),),
            verbs=(Choice("k", "keep", "Accept the rule"),),
        )


def hidden_often() -> list[HiddenOften]:
    """Return the lines hidden in MIN_ARTICLES or more articles of a source, most first."""
    rows = Article.objects.shown().exclude(hidden_lines=[]).order_by("pk")
    counts: Counter[tuple[int | None, str, str]] = Counter()
    examples: dict[tuple[int | None, str, str], int] = {}
    for pk, source_id, lines in rows.values_list("pk", "source_id", "hidden_lines").iterator(2_000):
        for key in {(source_id, line["text"].strip(), line["reason"]) for line in lines}:
            counts[key] += 1
            examples.setdefault(key, pk)
    found = [
        HiddenOften(*key, count, examples[key])
        for key, count in counts.items()
        if count >= MIN_ARTICLES
    ]
    return sorted(found, key=lambda one: (-one.count, one.text, one.source_id or 0, one.reason))


def _around(article: Article, line: HiddenOften) -> str:
    """Return the line as it stands in an article, with the written lines next to it."""
    hidden = [HiddenLine(**one) for one in article.hidden_lines]
    place = next((one.line for one in hidden if _is_it(one, line)), 0)
    lines = restore(article.text, hidden)
    above = [text for text in lines[:place] if text][-_LINES_AROUND:]
    below = [text for text in lines[place + 1 :] if text][:_LINES_AROUND]
    shown = (*map(_short, above), f"▸ {_short(line.text)}", *map(_short, below))
    return "\n".join(shown)


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN_CHARS else f"{text[: _SHOWN_CHARS - 1]}…"


def bring_back(line: HiddenOften, user: Person) -> Settled:
    """Show a line again in all articles of its source, now and at later imports."""
    marking = Marking(line.example, FurnitureRule.Scope.SOURCE, keep=(line.text,))
    if line.count <= MAX_AT_ONCE:
        made = mark(marking, user)
        return Settled(f"Brought back in {made.article_count:,} articles", made)
    job = mark_in_background(marking, user)
    made = ChangeSet.objects.get(pk=job.parameter("change_set"))
    return Settled(f"Being brought back in {line.count:,} articles, as a job", made)


def _is_it(hidden: HiddenLine, line: HiddenOften) -> bool:
    return hidden.text.strip() == line.text and hidden.reason == line.reason
