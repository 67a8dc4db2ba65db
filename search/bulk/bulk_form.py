"""The form of a bulk edit: ticked fields are set, the others stay."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from corpus.curation.bulk_changes import Wanted
from corpus.curation.date_entry import read_date
from corpus.desk.article_form import language_code
from search.web.params import clean

_SET = ("source", "author", "language", "date")


def _tick(label: str) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False)


def _box(label: str, most: int, **attributes: str) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off", **attributes})
    return forms.CharField(label=label, required=False, max_length=most, widget=widget)


class BulkForm(forms.Form):
    """Each field has a tick; a ticked empty field clears the value."""

    set_source = _tick("Set the source")
    source = _box("Source", 200, list="sources-held")
    set_author = _tick("Set the author")
    author = _box("Author", 300)
    set_language = _tick("Set the language")
    language = _box("Language", 16)
    set_date = _tick("Set the date")
    date = _box("Date", 80)
    over_dates = forms.ChoiceField(
        label="Where",
        required=False,
        choices=(("", "only in undated articles"), ("1", "also in articles that have a date")),
    )
    hidden = _tick("Hide from search and readers")
    binned = _tick("Move to the bin")

    def clean_language(self) -> str:
        code = clean(self.cleaned_data["language"])
        return language_code(code) if self.cleaned_data.get("set_language") else ""

    def clean_date(self) -> str:
        text = clean(self.cleaned_data["date"])
        if not self.cleaned_data.get("set_date"):
            return ""
        try:
            return str(read_date(text, timezone.localdate()))
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and self.wanted().is_nothing:
            raise forms.ValidationError("Nothing is ticked, so nothing would change.")
        return cleaned

    def wanted(self) -> Wanted:
        """Return the values to set."""
        given = self.cleaned_data
        values = {
            name: " ".join(clean(given[name]).split()) for name in _SET if given[f"set_{name}"]
        }
        return Wanted(
            **values,
            over_dates=bool(given["over_dates"]),
            hidden=given["hidden"],
            binned=given["binned"],
        )
