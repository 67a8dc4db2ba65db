"""Lines left out by hand and brought back: dry run, doing it, and the rule that stays."""

from __future__ import annotations

import math
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db import models, transaction
from django.db.models.functions import Cast

from corpus.boilerplate.cleaning import Cleaned, decided, fold
from corpus.boilerplate.rule_book import RuleBook
from corpus.curation.editing import Person
from corpus.curation.import_decisions import Scope, load_rules
from corpus.models import Article, ChangeSet, FurnitureRule
from corpus.records import HiddenLine

_LOT = 200
_ASCII_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Marking:
    """Lines that an editor marked in an article: those to leave out, and those to bring back.

    `scope` is one of `FurnitureRule.Scope`: where they are meant.
    """

    article_id: int
    scope: str
    hide: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()

    def decisions(self) -> dict[str, bool]:
        """By folded line, whether it is left out."""
        return {fold(text): False for text in self.keep} | {fold(text): True for text in self.hide}

    def to_json(self) -> dict[str, Any]:
        """The marking as a job's parameter; `Marking(**value)` reads it."""
        hide, keep = list(self.hide), list(self.keep)
        return {"article_id": self.article_id, "scope": self.scope, "hide": hide, "keep": keep}


@dataclass(frozen=True, slots=True)
class LineSample:
    """What a marking changes in one article."""

    article: Article
    hidden: tuple[str, ...]
    shown: tuple[str, ...]


@dataclass(slots=True)
class DryRun:
    """How many articles a marking changes, and how many lines; some of them as samples.

    `emptied` articles would have nothing left, and are therefore not changed. `percent` is
    how much of the archive was looked at.
    """

    articles: int = 0
    lines: int = 0
    emptied: int = 0
    percent: int = 100
    samples: list[LineSample] = field(default_factory=list)


def dry_run(marking: Marking, samples: int = 5, seconds: float = math.inf) -> DryRun:
    """Count what a marking would change, as far as so many seconds reach; change nothing."""
    run = DryRun()
    for article, now, then in _changing(marking, run, time.monotonic() + seconds):
        hidden = _texts(then, now)
        shown = _texts(now, then)
        run.articles += 1
        run.lines += len(hidden) + len(shown)
        if len(run.samples) < samples:
            run.samples.append(LineSample(article, hidden, shown))
    return run


@transaction.atomic
def open_furniture(marking: Marking, user: Person) -> ChangeSet:
    """Begin the change set of a marking, and store its rules: they hold for later imports."""
    article = Article.objects.get(pk=marking.article_id)
    made = ChangeSet.objects.open(
        ChangeSet.Kind.FURNITURE, user, _summary(marking, article), complete=False
    )
    scope = Scope(marking.scope)
    FurnitureRule.objects.bulk_create(
        FurnitureRule(
            folded=fold(text),
            text=text,
            hide=hide,
            scope=scope,
            article=article if scope == Scope.ARTICLE else None,
            source=article.source if scope == Scope.SOURCE else None,
            change_set=made,
        )
        for hide, texts in ((False, marking.keep), (True, marking.hide))
        for text in texts
    )
    return made


def mark_in_lots(marking: Marking, made: ChangeSet) -> Iterator[int]:
    """Change the articles some hundred at a time; yield how many are done.

    Each lot is one transaction. Run again after a stop, it finds only what is not done yet.
    """
    book = load_rules()

    def change(article: Article) -> None:
        now = _cleaned(article)
        then = decided(now, _asked(marking, book, article))
        if then is not now:
            article.set_text(then.text, then.hidden)

    found = (article.pk for article, _, _ in _changing(marking, DryRun()))
    while lot := list(islice(found, _LOT)):
        with transaction.atomic():
            Article.objects.rewrite(lot, change, made)
        yield made.article_count


def mark(marking: Marking, user: Person) -> ChangeSet:
    """Leave lines out and bring lines back, in one transaction; return the change set."""
    with transaction.atomic():
        made = open_furniture(marking, user)
        for _ in mark_in_lots(marking, made):
            pass
        close_furniture(made)
    return made


def close_furniture(made: ChangeSet) -> None:
    """Note that all articles are done."""
    made.complete = True
    made.save(update_fields=["complete"])


def _changing(
    marking: Marking, run: DryRun, until: float = math.inf
) -> Iterator[tuple[Article, Cleaned, Cleaned]]:
    """Yield the articles that a marking changes, with their lines now and then."""
    book = load_rules()
    highest = Article.objects.aggregate(highest=models.Max("pk"))["highest"] or 0
    only = marking.scope == Scope.ARTICLE
    for first in (marking.article_id,) if only else range(1, highest + 1, _LOT):
        if time.monotonic() > until:
            run.percent = 100 * first // (highest + 1)
            return
        # By number, so that no query goes through all texts for the few that it finds.
        rows = _candidates(marking).filter(pk__gte=first, pk__lt=first + _LOT)
        for article in rows.order_by("pk"):
            now = _cleaned(article)
            asked = _asked(marking, book, article)
            then = decided(now, asked)
            if then is not now:
                yield article, now, then
            elif any(asked.get(fold(line)) for line in now.lines if line):
                run.emptied += 1


def _asked(marking: Marking, book: RuleBook, article: Article) -> Mapping[str, bool]:
    """What a marking says of an article's lines, where no narrower rule says otherwise."""
    narrower: set[str] = set()
    if marking.scope != Scope.ARTICLE:
        narrower |= book.by_origin.get(article.origin, {}).keys()
    if marking.scope == Scope.EVERYWHERE and article.source_id:
        narrower |= book.by_source.get(article.source_id, {}).keys()
    return {line: hide for line, hide in marking.decisions().items() if line not in narrower}


def _candidates(marking: Marking) -> models.QuerySet[Article]:
    """The articles of the scope whose text or hidden lines may hold one of the lines."""
    rows = Article.objects.select_related("source")
    if marking.scope == Scope.ARTICLE:
        return rows.filter(pk=marking.article_id)
    if marking.scope == Scope.SOURCE:
        source_id = Article.objects.values_list("source_id", flat=True).get(pk=marking.article_id)
        rows = rows.filter(source_id=source_id) if source_id else rows.filter(source=None)
    # The database knows the case of ASCII letters alone: it is asked for a word of these.
    words = [max(_ASCII_WORD.findall(line), key=len, default="") for line in marking.decisions()]
    if not all(words):
        return rows
    rows = rows.annotate(left_out=Cast("hidden_lines", models.TextField()))
    either = models.Q()
    for word in words:
        either |= models.Q(text__icontains=word) | models.Q(left_out__icontains=word)
    return rows.filter(either)


def _cleaned(article: Article) -> Cleaned:
    """An article's lines as they are parted now."""
    hidden = tuple(HiddenLine(**line) for line in article.hidden_lines)
    return Cleaned(tuple(article.text.split("\n")) if article.text else (), hidden)


def _texts(these: Cleaned, others: Cleaned) -> tuple[str, ...]:
    """The lines hidden in the one and not in the other."""
    known = {line.line for line in others.hidden}
    return tuple(line.text for line in these.hidden if line.line not in known)


def _summary(marking: Marking, article: Article) -> str:
    """In a few words: "2 lines left out in Meridian Wire"."""
    where = {
        Scope.ARTICLE: "in one article",
        Scope.SOURCE: f"in {article.source}" if article.source else "where no source is known",
        Scope.EVERYWHERE: "everywhere",
    }[Scope(marking.scope)]
    acts = [
        f"{len(lines)} {'line' if len(lines) == 1 else 'lines'} {act}"
        for lines, act in ((marking.hide, "left out"), (marking.keep, "brought back"))
        if lines
    ]
    return f"{' and '.join(acts)} {where}"
