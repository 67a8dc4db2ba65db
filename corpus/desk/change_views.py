"""The log of changes: who changed what, and the way back."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from corpus.accounts.roles import editors_only
from corpus.curation.curation_jobs import undo_in_background
from corpus.curation.undo import UndoRefusedError, undo
from corpus.desk.change_history import change_set_views, change_views
from corpus.models import ChangeSet

_PER_PAGE = 30
_CHANGES_PER_PAGE = 100
# The last that has a day after it.
_LAST_DAY = dt.date.max - dt.timedelta(days=1)
#: More articles than this are undone in the background.
MAX_AT_ONCE = 300


class ChangesForm(forms.Form):
    """What the log is narrowed to; whatever cannot be read is ignored."""

    person = forms.CharField(required=False, max_length=150)
    kind = forms.ChoiceField(required=False, choices=(("", "all"), *ChangeSet.Kind.choices))
    article = forms.IntegerField(required=False, min_value=1)
    since = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def narrowed(self) -> QuerySet[ChangeSet]:
        """Return the change sets that are asked for, newest first."""
        self.is_valid()
        given: dict[str, Any] = self.cleaned_data
        sets = ChangeSet.objects.order_by("-pk")
        if person := given.get("person"):
            sets = sets.filter(made_by_name=person)
        if kind := given.get("kind"):
            sets = sets.filter(kind=kind)
        if article := given.get("article"):
            sets = sets.filter(changes__article_id=article).distinct()
        if since := given.get("since"):
            sets = sets.filter(made__gte=_midnight(since))
        if until := given.get("until"):
            sets = sets.filter(made__lt=_midnight(min(until, _LAST_DAY)) + dt.timedelta(days=1))
        return sets


@editors_only
@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """List change sets, newest first, with their first changes."""
    form = ChangesForm(request.GET)
    page = Paginator(form.narrowed().defer("skipped"), _PER_PAGE).get_page(request.GET.get("page"))
    names = ChangeSet.objects.exclude(made_by_name="").order_by("made_by_name")
    return render(
        request,
        "desk/changes.html",
        {
            "form": form,
            "sets": change_set_views(list(page)),
            "page_of": page,
            "people": names.values_list("made_by_name", flat=True).distinct(),
            "back": request.get_full_path(),
        },
    )


@editors_only
@require_safe
def change_set(request: HttpRequest, change_set_id: int) -> HttpResponse:
    """Show one change set with all that it changed, and what it left alone."""
    found = find_change_set(change_set_id)
    pages = Paginator(found.changes.order_by("pk"), _CHANGES_PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    (view,) = change_set_views([found])
    return render(
        request,
        "desk/change_set.html",
        {"view": view, "changes": change_views(page), "page_of": page},
    )


@editors_only
@require_POST
def undo_change_set(request: HttpRequest, change_set_id: int) -> HttpResponse:
    """Take a change set back, at once or, where it is a large one, in the background."""
    found = find_change_set(change_set_id)
    back = back_to(request, reverse("desk_change_set", args=(found.pk,)))
    try:
        if found.article_count > MAX_AT_ONCE or found.kind == ChangeSet.Kind.IMPORT:
            return redirect(undo_in_background(found, request.user).get_absolute_url())
        undone = undo(found, request.user)
    except UndoRefusedError as error:
        messages.error(request, str(error))
        return redirect(back)
    messages.success(request, told(undone))
    return redirect(back)


def told(made: ChangeSet) -> str:
    """Say in a sentence what a change set did, and what it left."""
    count = made.article_count
    if not count and made.synonym_changes.exists():
        return f"{made}."
    sentence = f"{made}: {count:,} {'article' if count == 1 else 'articles'} changed."
    if made.skipped_count == 1:
        return f"{sentence} One thing was left: {made.skipped[0]['why']}."
    if made.skipped_count:
        return f"{sentence} {made.skipped_count:,} were left; the log of changes names them."
    return sentence


def find_change_set(number: int) -> ChangeSet:
    """Return a change set. Raises Http404."""
    return get_object_or_404(ChangeSet, pk=number)


def back_to(request: HttpRequest, otherwise: str) -> str:
    """Return the page of this site that a form asks to lead back to."""
    address = str(request.POST.get("next") or "")
    if url_has_allowed_host_and_scheme(address, None) and address.startswith("/"):
        return address
    return otherwise


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), dt.UTC)
