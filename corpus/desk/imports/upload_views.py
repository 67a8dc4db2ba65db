"""The import page: files, a folder, or pasted text come in; then they are looked at and read."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from corpus.accounts.roles import editors_only
from corpus.desk.imports.import_rows import find_batch
from corpus.desk.imports.option_forms import (
    COLUMN_CHOICES,
    OptionsForm,
    column_rows,
    sent_fields,
)
from corpus.importing.import_options import ImportOptions
from corpus.importing.uploads import server_folders, upload_imports, upload_store
from corpus.importing.uploads.preview import samples
from corpus.importing.uploads.receiver import ReceivedFile, refused
from corpus.importing.uploads.upload_limits import Refusal, limits, size_in_words
from corpus.models import ImportBatch
from corpus.operations.sample_articles import samples_batch

_MAX_REFUSALS_SHOWN = 20


class PasteForm(forms.Form):
    """An article as text. Its first line is the title where none is given."""

    title = forms.CharField(required=False, max_length=500)
    text = forms.CharField(
        strip=False,
        max_length=4_000_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Paste the article’s text here."},
    )

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        if not any(map(str.isalnum, text)):
            raise forms.ValidationError("There are no words in it.")
        return text


class FolderForm(forms.Form):
    """A folder on the server."""

    path = forms.CharField(label="Folder on the server", max_length=1_000)


@editors_only
@require_safe
def import_page(request: HttpRequest) -> HttpResponse:
    """Show the ways in which articles come into the archive."""
    return _page(request)


def _page(request: HttpRequest, status: int = 200, **given: Any) -> HttpResponse:
    context = {
        "paste": PasteForm(),
        "folder": FolderForm(),
        "roots": server_folders.roots(),
        "begun": _begun(request),
        "samples": samples_batch(),
    } | bounds()
    return render(request, "desk/import.html", context | given, status=status)


def bounds() -> dict[str, Any]:
    """What the form for files says of its limits."""
    bound = limits()
    return {"most_files": bound.import_files, "most_file": size_in_words(bound.file_bytes)}


def _begun(request: HttpRequest) -> dict[str, Any] | None:
    batch = upload_imports.gathering(request.user)
    if batch is None:
        return None
    files, size = upload_store.held(batch)
    return {"batch": batch, "files": files, "size": size_in_words(size)}


@editors_only
@require_POST
def files(request: HttpRequest, batch_id: int | None = None) -> HttpResponseBase:
    """Hold what was uploaded, for a new import or one whose files are still being gathered.

    A script is answered in JSON what is held and what was refused; a form leads to the
    import's page.
    """
    received = [cast("ReceivedFile", file) for file in request.FILES.getlist("files")]
    refusals = list(refused(request))
    if batch_id is None and not received:
        return _nothing_taken(request, refusals)
    batch = find_batch(batch_id) if batch_id is not None else upload_imports.gather(request.user)
    refusals += upload_store.keep(batch, received)
    if batch_id is None and not batch.uploads.exists():
        batch.delete()
        return _nothing_taken(request, refusals)
    if _wants_json(request):
        count, size = upload_store.held(batch)
        return JsonResponse(
            {
                "url": batch.get_absolute_url(),
                "batch": batch.pk,
                "files": count,
                "bytes": size,
                "refused": [[one.name, one.reason] for one in refusals],
            }
        )
    _tell_refusals(request, refusals)
    return redirect(batch)


def _nothing_taken(request: HttpRequest, refusals: list[Refusal]) -> HttpResponse:
    if _wants_json(request):
        told = [[one.name, one.reason] for one in refusals]
        return JsonResponse({"url": "", "batch": None, "files": 0, "bytes": 0, "refused": told})
    _tell_refusals(request, refusals)
    if not refusals:
        messages.warning(request, "No file was chosen.")
    return redirect("desk_import")


def _tell_refusals(request: HttpRequest, refusals: list[Refusal]) -> None:
    for refusal in refusals[:_MAX_REFUSALS_SHOWN]:
        messages.warning(request, f"Not taken: {refusal.name}, {refusal.reason}.")
    if len(refusals) > _MAX_REFUSALS_SHOWN:
        more = len(refusals) - _MAX_REFUSALS_SHOWN
        messages.warning(request, f"Nor were {more:,} others.")


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


@editors_only
@require_safe
def held(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Tell a script which files are held: by name, size and SHA-256."""
    rows = find_batch(batch_id).uploads.values_list("name", "size", "sha256")
    return JsonResponse({name: [size, digest] for name, size, digest in rows.iterator()})


@editors_only
@require_POST
def text(request: HttpRequest) -> HttpResponse:
    """Take pasted text."""
    form = PasteForm(request.POST)
    if not form.is_valid():
        return _page(request, status=422, paste=form)
    return redirect(
        upload_imports.paste(request.user, form.cleaned_data["text"], form.cleaned_data["title"])
    )


@editors_only
@require_POST
def folder(request: HttpRequest) -> HttpResponse:
    """Take the name of a folder on the server."""
    form = FolderForm(request.POST)
    if form.is_valid():
        try:
            return redirect(upload_imports.name_folder(request.user, form.cleaned_data["path"]))
        except server_folders.FolderRefusedError as error:
            form.add_error("path", str(error))
    return _page(request, status=422, folder=form)


@editors_only
@require_safe
def preview(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Show what the first of an import's articles would become."""
    batch = find_batch(batch_id)
    if not batch.is_gathering:
        return redirect(batch)
    return _preview(request, batch, OptionsForm.of(ImportOptions.from_json(batch.options)))


def _preview(
    request: HttpRequest, batch: ImportBatch, form: OptionsForm, status: int = 200
) -> HttpResponse:
    trouble = ""
    options = ImportOptions.from_json(batch.options)
    try:
        found = samples(upload_imports.files_of(batch), options)
    except server_folders.FolderRefusedError as error:
        found, trouble = samples([]), str(error)
    context = {
        "batch": batch,
        "samples": found,
        "trouble": trouble,
        "form": form,
        "columns": column_rows(found.columns),
        "choices": COLUMN_CHOICES,
        "mapped": bool(options.fields),
    }
    return render(request, "desk/import_preview.html", context, status=status)


@editors_only
@require_POST
def options(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Keep what was stated about an import, and show what its files become with that."""
    batch = find_batch(batch_id)
    if not batch.is_gathering:
        return redirect(batch)
    form = OptionsForm(request.POST)
    fields: dict[str, str] = {}
    try:
        # Only a press of the columns' own button says what they are.
        fields = sent_fields(request.POST) if "columns" in request.POST else _kept_fields(batch)
    except ValueError as error:
        form.full_clean()
        form.add_error(None, str(error))
    stated = form.options(fields)
    if stated is None:
        return _preview(request, batch, form, status=422)
    batch.options = stated.as_json()
    batch.save(update_fields=["options"])
    return redirect("desk_import_preview", batch.pk)


def _kept_fields(batch: ImportBatch) -> dict[str, str]:
    return dict(ImportOptions.from_json(batch.options).fields)


@editors_only
@require_POST
def start(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Start an import; pressed twice, it starts once."""
    batch = find_batch(batch_id)
    if upload_imports.start(batch, request.user) is None and batch.is_gathering:
        messages.warning(request, "There is nothing to import yet.")
    return redirect(batch)


@editors_only
@require_POST
def drop(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Forget an import that was not started, with its files."""
    batch = find_batch(batch_id)
    if not batch.is_gathering:
        return redirect(batch)
    upload_imports.drop(batch)
    messages.info(request, "Its files have been removed. Nothing was imported.")
    return redirect("desk_import")
