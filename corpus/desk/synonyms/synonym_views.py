"""Equal words: the list, additions, switching on and off, and the list as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from corpus.accounts.roles import editors_only
from corpus.curation.synonyms.synonym_csv import MAX_BYTES, from_csv, to_csv
from corpus.curation.synonyms.synonym_edits import WantedSynonyms, change_list, read_words
from corpus.curation.synonyms.synonym_list import EqualWords, equal_words
from corpus.desk.change_views import back_to
from corpus.models import ChangeSet

if TYPE_CHECKING:
    from corpus.importing.uploads.receiver import ReceivedFile

_PER_PAGE = 100
_LISTS = {
    "editor": gettext_lazy("Added by editors"),
    "day": gettext_lazy("Days of the year"),
    "spelling": gettext_lazy("British and American spellings"),
    "name": gettext_lazy("Names in several spellings"),
}


class SynonymForm(forms.Form):
    """A new set of equal words."""

    words = forms.CharField(
        max_length=1_200,
        label=gettext_lazy("Equal words"),
        help_text=gettext_lazy("With = between them: Kyiv = Kiev. A search for one finds all."),
    )

    def clean_words(self) -> tuple[str, ...]:
        try:
            return read_words(str(self.cleaned_data["words"]))
        except ValueError as problem:
            raise forms.ValidationError(str(problem)) from None


@editors_only
@require_http_methods(["GET", "HEAD", "POST"])
def equal_words_page(request: HttpRequest) -> HttpResponse:
    """List equal words, narrowed by `word` and `list`; a POST adds a set."""
    form = SynonymForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _done(
            request, change_list([WantedSynonyms(form.cleaned_data["words"])], request.user)
        )
    wanted = " ".join(request.GET.get("word", "")[:80].split())
    chosen = request.GET.get("list", "")
    found = [
        one
        for one in equal_words()
        if _has(one, wanted) and (chosen not in _LISTS or one.origin == chosen)
    ]
    page = Paginator(found, _PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page_of": page,
        "rows": [(one, str(_LISTS[one.origin])) for one in page],
        "wanted": wanted,
        "chosen": chosen,
        "lists": [(name, str(label)) for name, label in _LISTS.items()],
        "back": request.get_full_path(),
    }
    return render(request, "desk/synonyms.html", context)


@editors_only
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Switch a set on or off: `words` with = between them, and `active` 1 or 0."""
    try:
        words = read_words(request.POST.get("words", ""))
    except ValueError as problem:
        messages.error(request, str(problem))
        return redirect("desk_synonyms")
    active = request.POST.get("active") == "1"
    return _done(request, change_list([WantedSynonyms(words, active)], request.user))


@editors_only
@require_http_methods(["GET", "HEAD", "POST"])
def as_file(request: HttpRequest) -> HttpResponseBase:
    """Give the list as CSV; a POST with such a `file` adds and switches what it says."""
    if request.method != "POST":
        lines = to_csv(equal_words())
        response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="equal-words.csv"'
        return response
    sent = request.FILES.get("file")
    if sent is None:
        messages.error(request, _("Choose a CSV file first."))
        return redirect("desk_synonyms")
    try:
        with cast("ReceivedFile", sent).path.open("rb") as file:
            wanted = from_csv(file.read(MAX_BYTES + 1))
    except ValueError as problem:
        messages.error(request, str(problem))
        return redirect("desk_synonyms")
    return _done(request, change_list(wanted, request.user))


def _done(request: HttpRequest, made: ChangeSet | None) -> HttpResponse:
    """Say what was changed, and lead back."""
    if made is None:
        messages.info(request, _("The list says so already: nothing was changed."))
    else:
        messages.success(request, _("%(change)s. Undo it under Changes.") % {"change": made})
    return redirect(back_to(request, reverse("desk_synonyms")))


def _has(one: EqualWords, wanted: str) -> bool:
    return any(wanted.casefold() in word.casefold() for word in one.words)
