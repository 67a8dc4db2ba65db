"""Lines of an article left out by hand, and brought back: marked, tried, done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from corpus.accounts.roles import editors_only
from corpus.boilerplate.cleaning import restore
from corpus.curation.curation_jobs import mark_in_background
from corpus.curation.line_rules import DryRun, Marking, dry_run, mark
from corpus.desk.article_views import find_article
from corpus.desk.change_views import MAX_AT_ONCE, told
from corpus.models import Article, FurnitureRule
from corpus.records import HiddenLine

#: Marked at once: more would make an address that servers refuse.
MAX_MARKED = 200
#: A page waits no longer for what marking them would change.
TRY_SECONDS = 1.5


@dataclass(frozen=True, slots=True)
class DeskLine:
    """A line of an article's body; `reason` says why it is left out, "" where it is not."""

    number: int
    text: str
    reason: str
    marked: bool


@editors_only
@require_http_methods(["GET", "HEAD", "POST"])
def lines(request: HttpRequest, article_id: int) -> HttpResponse:
    """Show an article's lines; with some marked, what leaving them out would change; do it."""
    article = find_article(article_id)
    sent = request.POST if request.method == "POST" else request.GET
    marked = {int(number) for number in sent.getlist("line") if _is_number(number)}
    scope = str(sent.get("scope") or "")
    if scope not in FurnitureRule.Scope:
        scope = FurnitureRule.Scope.ARTICLE
    views = line_views(article, marked)
    marking = marking_of(article, views, scope)
    if request.method == "POST":
        return _mark(request, article, marking)
    context = {
        "article": article,
        "lines": views,
        "scope": scope,
        "scopes": _scopes(article, scope),
        "marked": [view for view in views if view.marked],
        "too_many": len(marked) > MAX_MARKED,
    }
    if (marking.hide or marking.keep) and len(marked) <= MAX_MARKED:
        context |= _tried(dry_run(marking, seconds=TRY_SECONDS))
    return render(request, "desk/lines.html", context)


def line_views(article: Article, marked: set[int]) -> list[DeskLine]:
    """All lines of an article in their order, those left out among them."""
    hidden = [HiddenLine(**line) for line in article.hidden_lines]
    reasons = {line.line: line.reason for line in hidden}
    return [
        DeskLine(number, text, reasons.get(number, ""), number in marked)
        for number, text in enumerate(restore(article.text, hidden))
        if text.strip()
    ]


def marking_of(article: Article, views: Sequence[DeskLine], scope: str) -> Marking:
    """What is marked: lines in the text are to be left out, others brought back."""
    marked = [view for view in views if view.marked]
    return Marking(
        article.pk,
        scope,
        hide=tuple(dict.fromkeys(view.text for view in marked if not view.reason)),
        keep=tuple(dict.fromkeys(view.text for view in marked if view.reason)),
    )


def _mark(request: HttpRequest, article: Article, marking: Marking) -> HttpResponse:
    here = reverse("desk_lines", args=(article.pk,))
    if request.POST.get("seen") != article.updated.isoformat():
        messages.error(request, "The article has changed meanwhile: look at its lines again.")
        return redirect(here)
    if not (marking.hide or marking.keep):
        messages.error(request, "No line was marked.")
        return redirect(here)
    if _count(request.POST.get("articles")) > MAX_AT_ONCE:
        return redirect(mark_in_background(marking, request.user).get_absolute_url())
    made = mark(marking, request.user)
    messages.success(request, told(made))
    return redirect("desk_change_set", made.pk)


def _count(text: object) -> int:
    written = str(text or "")
    return int(written) if _is_number(written) else 0


def _is_number(written: str) -> bool:
    """Whether it is one that lines or articles may have: Python reads no endless ones."""
    return written.isdecimal() and len(written) < 10


def _tried(run: DryRun) -> dict[str, object]:
    in_background = run.articles > MAX_AT_ONCE or run.percent < 100
    # What takes too long to be tried takes too long to be done while one waits.
    articles = max(run.articles, MAX_AT_ONCE + 1) if in_background else run.articles
    return {"run": run, "in_background": in_background, "articles": articles}


def _scopes(article: Article, chosen: str) -> list[dict[str, object]]:
    source = f"in articles of {article.source}" if article.source else "in articles without source"
    labels = {"article": "only here", "source": source, "everywhere": "everywhere"}
    return [
        {"value": value, "label": label, "chosen": value == chosen}
        for value, label in labels.items()
    ]
