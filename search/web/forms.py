"""The query builder's form: boxes instead of operators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy

from search.query.builder import QueryBoxes

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_MAX_CHARS = 1_000


def _box(label: _StrPromise, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=_MAX_CHARS,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def _number(label: _StrPromise, max_value: int) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=1, max_value=max_value)


class BuilderForm(forms.Form):
    """The boxes of `QueryBoxes`, by the same names.

    No input is refused: an invalid number counts as its default, an invalid date is explained
    with the results.
    """

    all_words = _box(gettext_lazy("All of these words"))
    phrase = _box(gettext_lazy("This exact phrase"))
    any_words = _box(gettext_lazy("Any of these words"))
    none_words = _box(gettext_lazy("None of these words"))
    title_words = _box(gettext_lazy("In the headline"))
    near = _box(gettext_lazy("Near each other"))
    near_distance = _number(gettext_lazy("within this many words"), 1_000)
    often = _box(gettext_lazy("Mentioned often"))
    often_count = _number(gettext_lazy("at least this many times"), 999)
    source = _box(gettext_lazy("Source"))
    author = _box(gettext_lazy("Author"))
    date_from = _box(gettext_lazy("From"), "2022, 2022-02, 2022-02-04, last-month, 7d")
    date_to = _box(gettext_lazy("To"))

    @classmethod
    def filled(cls, boxes: QueryBoxes) -> BuilderForm:
        """Return the form filled with `boxes`."""
        return cls(initial={name: getattr(boxes, name) for name in cls.base_fields})

    def boxes(self) -> QueryBoxes:
        """Return the submitted boxes."""
        self.is_valid()
        given: dict[str, Any] = {name: value for name, value in self.cleaned_data.items() if value}
        return QueryBoxes(**given)
