"""Feeds: which are read, how each fares; add, change, pause, remove, fetch now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from corpus.accounts.roles import administrators_only
from corpus.feeds.addresses import RefusedError, target
from corpus.feeds.fetch_run import limits
from corpus.jobs.queue import enqueue
from corpus.models import Feed

if TYPE_CHECKING:
    FeedModelForm = forms.ModelForm[Feed]
else:  # Django's forms take no type argument when they run.
    FeedModelForm = forms.ModelForm

_SOURCE_HELP = "The source of its articles. If empty, the feed’s own title is used."


class NewFeedForm(FeedModelForm):
    """An address to read from now on; one that would never be asked is refused at once."""

    address = forms.URLField(
        label="Address",
        max_length=500,
        assume_scheme="https",
        help_text="Address of the feed itself, not of the web page: https://example.org/feed.xml",
        error_messages={"invalid": "This is not an address of the web."},
    )

    class Meta:
        model = Feed
        fields = ("address", "source")
        labels = {"source": "Source"}  # noqa: RUF012
        help_texts = {"source": _SOURCE_HELP}  # noqa: RUF012

    def clean_address(self) -> str:
        address = str(self.cleaned_data["address"])
        try:
            target(address, limits().allowed)
        except RefusedError as error:
            raise ValidationError(f"This address cannot be read: {error}.") from error
        return address


class FeedForm(FeedModelForm):
    """What may be changed of a feed: its address names its articles, so that stays."""

    class Meta:
        model = Feed
        fields = ("source",)
        labels = {"source": "Source"}  # noqa: RUF012
        help_texts = {"source": f"{_SOURCE_HELP} Articles held already keep theirs."}  # noqa: RUF012


@administrators_only
@require_http_methods(["GET", "HEAD", "POST"])
def feeds(request: HttpRequest) -> HttpResponse:
    """List feeds, with a form that adds one; a POST adds it and has it read."""
    form = NewFeedForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        feed = form.save()
        enqueue("feeds", {"feed": feed.pk}, request.user, f"Fetch {feed}")
        messages.success(request, f"Added. {feed.address} is being read for the first time.")
        return redirect("desk_feeds")
    return render(request, "desk/feeds.html", {"form": form, **_listed()})


def _listed() -> dict[str, Any]:
    found = list(Feed.objects.select_related("batch"))
    return {"feeds": found, "now": timezone.now(), "any_active": any(f.active for f in found)}


@administrators_only
@require_http_methods(["GET", "HEAD", "POST"])
def feed(request: HttpRequest, feed_id: int) -> HttpResponse:
    """Show one feed; a POST changes it."""
    found = _find(feed_id)
    form = FeedForm(request.POST if request.method == "POST" else None, instance=found)
    if form.is_valid():
        Feed.objects.filter(pk=found.pk).update(source=form.cleaned_data["source"])
        messages.success(request, "Saved.")
        return redirect("desk_feed", found.pk)
    return render(request, "desk/feed.html", {"feed": found, "form": form})


@administrators_only
@require_POST
def pause(request: HttpRequest, feed_id: int) -> HttpResponse:
    """Pause a feed, or have a paused one read again from its next turn on."""
    found = _find(feed_id)
    if found.active:
        Feed.objects.filter(pk=found.pk).update(active=False)
        messages.success(request, f"Paused: {found.address}")
    else:
        Feed.objects.filter(pk=found.pk).update(active=True, failures=0, due=timezone.now())
        messages.success(request, f"It is read again: {found.address}")
    return redirect("desk_feeds")


@administrators_only
@require_POST
def remove(request: HttpRequest, feed_id: int) -> HttpResponse:
    """Take a feed off the list. Its articles stay, and know it again should it come back."""
    found = _find(feed_id)
    found.delete()
    messages.success(request, f"Removed: {found.address}. Its articles stay.")
    return redirect("desk_feeds")


@administrators_only
@require_POST
def fetch(request: HttpRequest) -> HttpResponse:
    """Have one feed, or without `feed` all active ones, read now; lead to the job."""
    wanted = request.POST.get("feed", "")
    if not wanted:
        return redirect(enqueue("feeds", {}, request.user, "Fetch all feeds"))
    found = _find(int(wanted) if wanted.isdecimal() and len(wanted) < 20 else 0)
    return redirect(enqueue("feeds", {"feed": found.pk}, request.user, f"Fetch {found}"))


def _find(feed_id: int) -> Feed:
    """Return a feed. Raises Http404."""
    return get_object_or_404(Feed.objects.select_related("batch"), pk=feed_id)
