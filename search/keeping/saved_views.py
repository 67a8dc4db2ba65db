"""Pages of saved searches and their alerts."""

from __future__ import annotations

from http import HTTPStatus
from typing import cast

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from corpus.accounts.roles import signed_in_only
from corpus.feeds.addresses import RefusedError, target
from search.keeping.alert_webhook import webhook_hosts
from search.keeping.saved_searches import (
    mark_seen,
    query_of,
    save,
    saved_views,
    set_alert,
    weekly_rate,
)
from search.models import SavedSearch
from search.results.session import SearchSession
from search.web.formats.conditional import json_answer


class AlertForm(forms.Form):
    """When alerts come, and where to."""

    alert = forms.ChoiceField(choices=SavedSearch.Alert.choices)
    address = forms.EmailField(required=False, max_length=254)
    webhook = forms.CharField(required=False, max_length=2_000)

    def clean_webhook(self) -> str:
        webhook = str(self.cleaned_data["webhook"])
        try:
            if webhook:
                target(webhook, webhook_hosts())
        except RefusedError as error:
            raise forms.ValidationError(f"The webhook cannot be reached: {error}.") from error
        return webhook

    def clean(self) -> dict[str, object]:
        values = super().clean() or {}
        is_wanted = values.get("alert") != SavedSearch.Alert.NONE and not self.errors
        if is_wanted and not (values.get("address") or values.get("webhook")):
            self.add_error("address", "Say which address the e-mail goes to, or the webhook.")
        return values


@signed_in_only
@require_http_methods(["GET", "HEAD", "POST"])
def saved_searches(request: HttpRequest) -> HttpResponseBase:
    """List what the reader has saved; POST saves the search that the form carries."""
    owner, session = cast("User", request.user), SearchSession.begin()
    if request.method == "POST":
        try:
            saved = save(
                owner, request.POST.get("name", ""), request.POST.get("search", ""), session
            )
        except ValueError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, f"“{saved.name}” is saved.")
        return redirect("saved_searches")
    rows = saved_views(owner, session)
    if request.GET.get("format") == "json":
        return json_answer(
            request, {"saved": [_as_json(request, row.saved, row.new) for row in rows]}
        )
    asked = request.GET.copy()
    wanted = asked.pop("save", None) is not None
    query = query_of(asked.urlencode(), session)
    context = {
        "rows": rows,
        "alerts": SavedSearch.Alert.choices,
        "wanted": wanted,
        "search": query.at_page(1).url().partition("?")[2],
        "query": query,
        "weekly": weekly_rate(query, session) if wanted else 0,
    }
    return render(request, "keeping/saved.html", context)


@signed_in_only
@require_POST
def seen(request: HttpRequest, saved_id: int) -> HttpResponse:
    """Lead to a saved search, newest first; what is there counts as seen."""
    saved = _own(request, saved_id)
    mark_seen(saved)
    return redirect(query_of(saved.parameters, SearchSession.begin()).sorted_by("newest").url())


@signed_in_only
@require_POST
def alert(request: HttpRequest, saved_id: int) -> HttpResponse:
    """Change a saved search's alert."""
    saved = _own(request, saved_id)
    form = AlertForm(request.POST)
    if not form.is_valid():
        text = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return render(
            request, "keeping/problem.html", {"problem": text}, status=HTTPStatus.BAD_REQUEST
        )
    values = form.cleaned_data
    set_alert(saved, values["alert"], values["address"], values["webhook"])
    messages.success(request, f"Alerts for “{saved.name}”: {saved.get_alert_display()}.")
    return redirect("saved_searches")


@signed_in_only
@require_POST
def delete_saved(request: HttpRequest, saved_id: int) -> HttpResponse:
    _own(request, saved_id).delete()
    return redirect("saved_searches")


@require_http_methods(["GET", "HEAD", "POST"])
def end_alert(request: HttpRequest, alert_token: str) -> HttpResponse:
    """End an alert by the link in its e-mail, without sign-in; also as RFC 8058 has it."""
    saved = get_object_or_404(SavedSearch, token=alert_token)
    ended = saved.alert == SavedSearch.Alert.NONE
    if request.method == "POST" and not ended:
        SavedSearch.objects.filter(pk=saved.pk).update(alert=SavedSearch.Alert.NONE)
        ended = True
    return render(request, "keeping/end_alert.html", {"saved": saved, "ended": ended})


def _own(request: HttpRequest, saved_id: int) -> SavedSearch:
    """Return a saved search of whoever asks; that of others is not there."""
    return get_object_or_404(SavedSearch, pk=saved_id, owner=cast("User", request.user))


def _as_json(request: HttpRequest, saved: SavedSearch, new: int | None) -> dict[str, object]:
    return {
        "id": saved.pk,
        "name": saved.name,
        "url": request.build_absolute_uri(saved.url),
        "new": new,
        "alert": saved.alert,
        "made": saved.made.isoformat(),
    }
