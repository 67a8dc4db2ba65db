"""The form that writes a query for readers who like no operators."""

from __future__ import annotations

from typing import Any

from django import forms

from search.query.builder import QueryBoxes

_MAX_CHARS = 1_000


def _box(label: str, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=_MAX_CHARS,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def _number(label: str, most: int) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=1, max_value=most)


class BuilderForm(forms.Form):
    """The boxes of `QueryBoxes`, by the same names. Never refuses: what is no number counts
    as its default, and what is no date is explained where the query is answered."""

    all_words = _box("All of these words")
    phrase = _box("This exact phrase")
    any_words = _box("Any of these words")
    none_words = _box("None of these words")
    title_words = _box("In the headline")
    near = _box("Near each other")
    near_distance = _number("within so many words", 1_000)
    often = _box("Mentioned often")
    often_count = _number("at least so many times", 999)
    source = _box("Source")
    author = _box("Author")
    date_from = _box("From", "2022, 2022-02, 2022-02-04, last-month, 7d")
    date_to = _box("To")

    @classmethod
    def filled(cls, boxes: QueryBoxes) -> BuilderForm:
        """Return the form with `boxes` written in."""
        return cls(initial={name: getattr(boxes, name) for name in cls.base_fields})

    def boxes(self) -> QueryBoxes:
        """Return what was written into the form."""
        self.is_valid()
        given: dict[str, Any] = {name: value for name, value in self.cleaned_data.items() if value}
        return QueryBoxes(**given)
