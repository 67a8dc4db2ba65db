"""The sources that articles come from: renamed, merged, and given further names."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from corpus.accounts.roles import administrators_only, editors_only
from corpus.models import Source, SourceAlias

_PER_PAGE = 100


class SourceForm(forms.Form):
    """A source's name; the name of another source merges the two."""

    name = forms.CharField(
        max_length=200,
        label=gettext_lazy("Name"),
        help_text=gettext_lazy("The name of another source merges the two."),
    )
    alias = forms.CharField(
        max_length=200,
        required=False,
        label=gettext_lazy("Another name for it"),
        help_text=gettext_lazy("Later imports that state this name mean this source."),
    )

    def __init__(self, source: Source, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._source = source

    def clean_alias(self) -> str:
        alias = str(self.cleaned_data["alias"])
        known = Source.objects.standing([alias]).get(alias) if alias else None
        if known is not None and known != self._source:
            raise forms.ValidationError(_("“%(name)s” has this name already.") % {"name": known})
        return alias

    def save(self) -> Source:
        """Rename the source, and return what it is now: perhaps the one it was merged into."""
        kept = self._source
        if self.cleaned_data["name"] != kept.name:
            kept = Source.objects.rename(kept, self.cleaned_data["name"])
        if alias := self.cleaned_data["alias"]:
            SourceAlias.objects.update_or_create(name=alias, defaults={"source": kept})
        return kept


@editors_only
@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """List sources by name with the number of their articles; `name` narrows the list."""
    wanted = request.GET.get("name", "")[:200].strip()
    rows = Source.objects.annotate(article_count=Count("articles")).order_by("name")
    if wanted:
        rows = rows.filter(name__icontains=wanted)
    page = Paginator(rows, _PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/sources.html", {"page_of": page, "wanted": wanted})


@editors_only
@require_http_methods(["GET", "HEAD", "POST"])
def source(request: HttpRequest, source_id: int) -> HttpResponse:
    """Show one source with its other names; a POST renames it or adds a name."""
    found = get_object_or_404(Source, pk=source_id)
    data = request.POST if request.method == "POST" else None
    form = SourceForm(found, data, initial={"name": found.name})
    if form.is_valid():
        kept = form.save()
        merged = _("Merged into %(name)s.") if kept.pk != source_id else _("Saved: %(name)s")
        messages.success(request, merged % {"name": kept.name})
        return redirect("desk_source", kept.pk)
    context = {"source": found, "form": form, "aliases": found.aliases.all()}
    return render(request, "desk/source.html", context)


@editors_only
@require_POST
def forget_alias(request: HttpRequest, source_id: int) -> HttpResponse:
    """Remove another name of a source; articles keep their source."""
    found = get_object_or_404(Source, pk=source_id)
    found.aliases.filter(name=request.POST.get("alias", "")).delete()
    return redirect("desk_source", found.pk)


@administrators_only
@require_POST
def remove(request: HttpRequest, source_id: int) -> HttpResponse:
    """Delete a source; its articles stay, without one."""
    found = get_object_or_404(Source, pk=source_id)
    Source.objects.discard(found)
    messages.success(request, _("Deleted: %(name)s") % {"name": found.name})
    return redirect("desk_sources")
