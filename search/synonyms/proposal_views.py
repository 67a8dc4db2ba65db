"""The desk's page of proposed equal words."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from corpus.accounts.roles import editors_only
from corpus.curation.synonyms.synonym_edits import WantedSynonyms, change_list, read_words
from search.results.session import SearchSession
from search.synonyms.proposals import proposals


@editors_only
@require_http_methods(["GET", "HEAD", "POST"])
def proposals_page(request: HttpRequest) -> HttpResponse:
    """List pairs of words that may be equal; a POST adds one (`active` 1) or rejects it."""
    if request.method != "POST":
        context = {"proposals": proposals(SearchSession.begin())}
        return render(request, "desk/synonym_proposals.html", context)
    try:
        words = read_words(request.POST.get("words", ""))
    except ValueError as problem:
        messages.error(request, str(problem))
        return redirect("desk_synonym_proposals")
    active = request.POST.get("active") == "1"
    rejected = _("Not equal: %(words)s") % {"words": " = ".join(words)}
    made = change_list([WantedSynonyms(words, active)], request.user, "" if active else rejected)
    if made is not None:
        messages.success(request, _("%(change)s. Undo it under Changes.") % {"change": made})
    return redirect("desk_synonym_proposals")
