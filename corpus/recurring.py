"""Furniture that no rule knows: a line that stands in many articles of one source.

Found by counting, over the archive as it is; `recleaned` applies it, and the rules as they
are now, to articles stored before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from corpus.cleaning import Cleaned, clean, decided, is_wrapped, restore
from corpus.curation.decisions import RuleBook
from corpus.models import Article, Source
from corpus.records import HiddenLine

REASON = "stands in many articles of this source"

_SAMPLE_ARTICLES = 20_000
_LEAST_ARTICLES = 8
# A short line may be a crosshead that many articles share; a long one is the page's own.
_SHORT_CHARS = 40
_LEAST_SHARE_SHORT = 0.2
_LEAST_SHARE_LONG = 0.05
_MOST_CHARS = 320
_LOT = 500


@dataclass(slots=True)
class CleanReport:
    """What cleaning anew changes: how many articles, and which lines, how often, and why."""

    articles: int = 0
    changed: int = 0
    newly_hidden: Counter[tuple[str, str]] = field(default_factory=Counter)
    shown_again: Counter[str] = field(default_factory=Counter)

    def lines(self, samples: int = 20) -> Iterator[str]:
        """For people: the commonest lines that would be hidden or shown, and the counts."""
        for (text, reason), count in self.newly_hidden.most_common(samples):
            yield f"hide {count:>6} times  {text[:80]}  ({reason})"
        for text, count in self.shown_again.most_common(samples):
            yield f"show {count:>6} times  {text[:80]}"
        yield f"articles {self.articles}, changed {self.changed}"


def reclean(*, dry_run: bool) -> CleanReport:
    """Clean all stored articles anew, source by source; with `dry_run`, only count."""
    report = CleanReport()
    decisions = RuleBook.load()
    for source in (*Source.objects.order_by("name"), None):
        recurring = recurring_lines(source) if source is not None else {}
        changed: list[tuple[Article, Cleaned]] = []
        for article in Article.objects.filter(source=source).order_by("pk").iterator(_LOT):
            cleaned = clean(_lines_of(article), recurring=recurring)
            cleaned = decided(cleaned, decisions.of(article.source_id, article.origin))
            report.articles += 1
            if _note(report, article, cleaned):
                changed.append((article, cleaned))
            if len(changed) >= _LOT and not dry_run:
                Article.objects.reclean(changed)
                changed.clear()
            elif dry_run:
                changed.clear()
        if changed:
            Article.objects.reclean(changed)
    return report


def recurring_lines(source: Source) -> dict[str, str]:
    """Return the lines that stand in many articles of a source, each with the reason."""
    counts: Counter[str] = Counter()
    articles = Article.objects.filter(source=source).order_by("pk")[:_SAMPLE_ARTICLES]
    total = 0
    for article in articles.only("text", "hidden_lines").iterator(_LOT):
        total += 1
        lines = _lines_of(article)
        if not is_wrapped(lines):
            counts.update({line.strip() for line in lines if _countable(line)})
        if total % 2000 == 0:  # What was seen once by now is not worth remembering.
            counts = Counter({line: count for line, count in counts.items() if count > 1})
    return {line: REASON for line, count in counts.items() if count >= _least(line, total)}


def _least(line: str, articles: int) -> float:
    share = _LEAST_SHARE_SHORT if len(line) < _SHORT_CHARS else _LEAST_SHARE_LONG
    return max(_LEAST_ARTICLES, share * articles)


def _countable(line: str) -> bool:
    return len(line) <= _MOST_CHARS and any(map(str.isalpha, line))


def _lines_of(article: Article) -> list[str]:
    return restore(article.text, (HiddenLine(**line) for line in article.hidden_lines))


def _note(report: CleanReport, article: Article, cleaned: Cleaned) -> bool:
    """Count what changes in an article; return whether anything does."""
    before = {line["text"] for line in article.hidden_lines}
    after = {line.text: line.reason for line in cleaned.hidden}
    report.newly_hidden.update(
        (text, reason) for text, reason in after.items() if text not in before
    )
    report.shown_again.update(before - after.keys())
    changed = cleaned.text != article.text
    report.changed += changed
    return changed
