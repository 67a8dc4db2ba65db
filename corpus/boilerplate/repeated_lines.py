"""Furniture that no rule knows: a line that stands in many articles of one source.

What recurs is counted over a sample of each source's articles, taken by their content's
hash: the same articles give the same lines, whatever the order they came in. An import
hides at once what is known to recur; `settle` at its end counts anew where articles changed
and brings those stored before up to date. Cut short, it is done by the next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import cast

from django.db.models import F, QuerySet

from corpus.boilerplate.cleaning import clean, decided, restore, still_aside
from corpus.boilerplate.line_hashes import digests_of, packed, reasons, recurring, unpacked
from corpus.boilerplate.rule_book import RuleBook
from corpus.curation.import_decisions import load_rules
from corpus.extraction.title import derive_title
from corpus.models import Article, ArticleLines, Source
from corpus.records import HiddenLine, ParsedArticle

_SAMPLE_ARTICLES = 4_000
_MIN_EARLY = 100
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


def settle(*, early: bool = False) -> int:
    """Hide what recurs by now in the sources whose articles changed, and only that.

    Returns how many articles were changed: those with a line that recurs since, or no longer.
    With `early` only sources are looked at of which twice as many articles came as had when
    they were last: while an import goes on, it then knows early what it is to hide.
    """
    due = Source.objects.exclude(changes=F("counted"), unsettled=False)
    if early:
        due = due.filter(changes__gte=2 * F("counted"), changes__gt=_MIN_EARLY)
    changed = 0
    book: RuleBook | None = None
    for source in due.order_by("pk"):
        found = recurring_digests(source, keep=True)
        if source.unsettled or found != source.recurring_digests:
            # Said before the work begins: cut short, it is begun again.
            _remember(source, found, unsettled=True)
            book = book or load_rules()
            changed += _settle_articles(source, found, book)
        _remember(source, found, unsettled=False)
        # Not what it is now: that may tell of later changes.
        Source.objects.filter(pk=source.pk).update(counted=source.changes)
    return changed


def reclean(*, dry_run: bool) -> CleanReport:
    """Clean all stored articles anew, source by source; with `dry_run`, only count."""
    report = CleanReport()
    book = load_rules()
    for source in (*Source.objects.order_by("name"), None):
        found: frozenset[int] = frozenset()
        if source is not None:
            found = recurring_digests(source, keep=not dry_run)
            if not dry_run:
                _remember(source, found, unsettled=True)
        for articles in _lots(Article.objects.filter(source=source).order_by("pk")):
            lines = []
            changed = []
            for article in articles:
                before = article.text, article.hidden_lines
                lines.append(_clean(article, found, book))
                report.articles += 1
                if _note(report, article, *before):
                    changed.append(article)
            if not dry_run:
                Article.objects.save_cleaned(changed, lines if source else ())
        if source is not None and not dry_run:
            _remember(source, found, unsettled=False)
            Source.objects.filter(pk=source.pk).update(counted=source.changes)
    return report


def recurring_digests(source: Source, *, keep: bool) -> frozenset[int]:
    """Return what recurs in a source's articles as they are now.

    The digests of articles that have none yet are made; with `keep`, saved.
    """
    return recurring(_sampled(source, keep=keep))


def as_settled(
    article: ParsedArticle, found: frozenset[int], decisions: Mapping[str, bool]
) -> ParsedArticle:
    """Return an article without the lines that recur in its source, unless editors keep them.

    `found` are the digests of these lines, `decisions` what editors decided about folded ones.
    """
    lines = restore(article.text, article.hidden_lines)
    digests = digests_of(lines)
    hidden = found.intersection(digests)
    if not hidden:
        return article
    aside = still_aside(article.hidden_lines)
    cleaned = decided(clean(lines, recurring=reasons(digests, hidden), aside=aside), decisions)
    title = derive_title(cleaned.text) if article.title_origin == "derived" else article.title
    return replace(
        article,
        title=title,
        text=cleaned.text,
        hidden_lines=cleaned.hidden,
        recurring=tuple(sorted(hidden)),
    )


def _sampled(source: Source, *, keep: bool) -> Iterator[tuple[int, ...]]:
    """Yield the digests of the articles that stand for all of a source."""
    chosen = Article.objects.filter(source=source).order_by("content_hash", "origin")
    missing: list[int] = []
    rows = chosen[:_SAMPLE_ARTICLES].values_list("pk", "line_digests__digests")
    for pk, digests in cast("Iterable[tuple[int, bytes | None]]", rows.iterator(_LOT)):
        if digests is None:
            missing.append(pk)
        else:
            yield unpacked(bytes(digests))
    for start in range(0, len(missing), _LOT):
        made = []
        for article in Article.objects.filter(pk__in=missing[start : start + _LOT]):
            found = digests_of(article.all_lines())
            made.append(ArticleLines(article=article, digests=packed(found), hidden=b""))
            yield tuple(found)
        if keep:
            ArticleLines.objects.keep(made)


def _settle_articles(source: Source, found: frozenset[int], book: RuleBook) -> int:
    """Clean the articles of a source in which not just these lines are hidden as recurring."""
    done = 0
    rows = (
        Article.objects.filter(source=source)
        .order_by("pk")
        .values_list("pk", "line_digests__digests", "line_digests__hidden")
        .iterator(_LOT)
    )
    stale = [
        pk
        for pk, digests, hidden in cast("Iterable[tuple[int, bytes | None, bytes]]", rows)
        if digests is None
        or set(unpacked(bytes(hidden))) != found.intersection(unpacked(bytes(digests)))
    ]
    for start in range(0, len(stale), _LOT):
        articles = list(Article.objects.filter(pk__in=stale[start : start + _LOT]).order_by("pk"))
        before = [(article.text, article.hidden_lines) for article in articles]
        lines = [_clean(article, found, book) for article in articles]
        changed = [
            article
            for article, was in zip(articles, before, strict=True)
            if was != (article.text, article.hidden_lines)
        ]
        Article.objects.save_cleaned(changed, lines)
        done += len(changed)
    return done


def _clean(article: Article, found: frozenset[int], book: RuleBook) -> ArticleLines:
    """Clean an article anew: by the rules, what recurs and what editors decided. Not saved."""
    lines = article.all_lines()
    digests = digests_of(lines)
    hidden = found.intersection(digests)
    aside = still_aside(HiddenLine(**line) for line in article.hidden_lines)
    cleaned = clean(lines, recurring=reasons(digests, hidden), aside=aside)
    article.set_cleaned(decided(cleaned, book.of(article.source_id, article.origin)))
    return ArticleLines(article=article, digests=packed(digests), hidden=packed(hidden))


def _remember(source: Source, found: frozenset[int], *, unsettled: bool) -> None:
    Source.objects.filter(pk=source.pk).update(recurring=sorted(found), unsettled=unsettled)


def _lots(articles: QuerySet[Article]) -> Iterator[list[Article]]:
    lot: list[Article] = []
    for article in articles.iterator(_LOT):
        lot.append(article)
        if len(lot) == _LOT:
            yield lot
            lot = []
    yield lot


def _note(
    report: CleanReport, article: Article, text: str, hidden: list[dict[str, object]]
) -> bool:
    """Count what changed in an article; return whether anything did."""
    before = {str(line["text"]) for line in hidden}
    after = {line["text"]: line["reason"] for line in article.hidden_lines}
    report.newly_hidden.update(
        (line, reason) for line, reason in after.items() if line not in before
    )
    report.shown_again.update(before - after.keys())
    changed = article.text != text
    report.changed += changed
    return changed
