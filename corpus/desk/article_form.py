"""The form that corrects one article: what is known of it, and what the editor saw."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Count
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from corpus.curation.change_descriptions import words_of
from corpus.curation.change_lineage import label_of
from corpus.curation.date_entry import read_date, written
from corpus.curation.editing import Conflict, read_stamp
from corpus.models import Article, Source

_MAX_SUGGESTED = 500
# As in BCP 47: a language, and what narrows it.
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*", re.ASCII)


def held_sources() -> list[str]:
    """The names of sources to suggest, those of most articles first."""
    counted = Source.objects.annotate(held=Count("articles")).order_by("-held", "name")
    return list(counted.values_list("name", flat=True)[:_MAX_SUGGESTED])


class DateField(forms.CharField):
    """A day, month or year as people write it; empty is undated."""

    def clean(self, value: Any) -> str:
        """Return the date as it was read, written out."""
        text = super().clean(value)
        try:
            return str(read_date(text, timezone.localdate()))
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


def language_code(text: str) -> str:
    """Return a language's code as written. Raises ValidationError for what is none."""
    if text and not _LANGUAGE.fullmatch(text):
        raise forms.ValidationError("This is not a language’s code: en, de, pt-BR.")
    return text


def _box(label: str, most: int, hint: str = "", **attributes: str) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off", **attributes})
    return forms.CharField(
        label=label,
        required=False,
        max_length=most,
        help_text=hint,
        widget=widget,
        show_hidden_initial=True,
    )


class ArticleForm(forms.Form):
    """An article's fields. Each carries along what the editor saw in it."""

    title = forms.CharField(
        label="Title",
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        show_hidden_initial=True,
    )
    date = DateField(
        label="Date",
        required=False,
        max_length=80,
        help_text="As much as is known: 4 February 2022, Feb 2022, or 2022. Empty: undated.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        show_hidden_initial=True,
    )
    source = forms.CharField(
        label="Source",
        required=False,
        max_length=200,
        help_text="A new name creates a new source.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "sources-held"}),
        show_hidden_initial=True,
    )
    author = _box("Author", 300)
    language = _box("Language", 16, "A code: en, de, pt-BR.", list="languages-held")
    url = forms.URLField(
        label="Original URL",
        required=False,
        max_length=2_000,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
        show_hidden_initial=True,
    )
    hidden = forms.BooleanField(
        label="Hide from search and readers", required=False, show_hidden_initial=True
    )
    #: The article's `updated` stamp when the form was shown.
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        # Told while it is typed how it is read.
        self.fields["date"].widget.attrs |= {
            "hx-get": reverse("desk_date"),
            "hx-trigger": "input changed delay:300ms",
            "hx-target": "#date-reading",
            "hx-swap": "innerHTML",
        }

    @classmethod
    def of(cls, article: Article) -> ArticleForm:
        """Return the form as it shows an article now."""
        return cls(initial=shown_values(article))

    def clean_seen(self) -> dt.datetime:
        try:
            return read_stamp(self.cleaned_data["seen"])
        except ValueError as error:
            raise forms.ValidationError("The form is incomplete: open the page again.") from error

    def clean_language(self) -> str:
        code = self.cleaned_data["language"]
        return code if "language" not in self.changed_data else language_code(code)

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def clean_source(self) -> str:
        return " ".join(self.cleaned_data["source"].split())

    def clean_author(self) -> str:
        return " ".join(self.cleaned_data["author"].split())

    def changes(self) -> dict[str, Any]:
        """What the editor changed of what was shown, as `curation.editing.edit` takes it."""
        changed = [name for name in self.changed_data if name != "seen"]
        values = {name: self.cleaned_data[name] for name in changed}
        if "date" in values:
            read = read_date(values.pop("date"), timezone.localdate())
            values |= {"published": read.day, "date_precision": read.precision}
        if name := values.get("source"):
            values["source"] = Source.objects.named([name])[name]
        elif "source" in values:
            values["source"] = None
        return values


def shown_values(article: Article) -> dict[str, Any]:
    """What the form shows of an article, and its stamp."""
    return {
        "title": article.title,
        "date": written(article.published, article.date_precision),
        "source": article.source.name if article.source else "",
        "author": article.author,
        "language": article.language,
        "url": article.url,
        "hidden": article.hidden,
        "seen": article.updated.isoformat(),
    }


def again(posted: QueryDict, article: Article) -> ArticleForm:
    """Return the form with what an editor entered, now measured by what stands in the archive.

    Sent once more, it sets the editor's values knowingly.
    """
    data = posted.copy()
    for name, value in shown_values(article).items():
        data["seen" if name == "seen" else f"initial-{name}"] = str(value)
    return ArticleForm(data)


def in_words(conflict: Conflict) -> Mapping[str, Any]:
    """A conflict for its page: what field, who, when, and both values."""
    return {
        "label": label_of(conflict.field),
        "who": conflict.who or "A later import",
        "when": conflict.when,
        "theirs": words_of(conflict.field, conflict.theirs),
        "yours": words_of(conflict.field, conflict.yours),
    }
