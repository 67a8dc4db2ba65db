"""What an editor states about a whole import, and which of its columns are which field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from corpus.importing.import_options import MAPPED_FIELDS, ImportOptions, parse_options
from corpus.importing.source_file import FileColumn

_LABELS = {"body": "text", "key": "id", "url": "address"}
#: What a column may be said to be: the value sent, and the words shown.
COLUMN_CHOICES = (("", "not used"), *((name, _LABELS.get(name, name)) for name in MAPPED_FIELDS))
_READ_AS_TEXT = ("abstract",)
_MAX_COLUMNS = 60


class OptionsForm(forms.Form):
    """Facts that hold for every article of an import. Empty ones say nothing."""

    source = forms.CharField(
        required=False, max_length=200, help_text="If all articles are from one newspaper."
    )
    language = forms.CharField(
        required=False, max_length=16, help_text="A code, such as en, de or pt-BR."
    )
    date_order = forms.ChoiceField(
        required=False,
        label="04/05/2021 is",
        choices=(
            ("", "as each file tells"),
            ("dmy", "4 May (day first)"),
            ("mdy", "5 April (month first)"),
            ("ymd", "written year first"),
        ),
    )
    tags = forms.CharField(required=False, max_length=1_000, help_text="Parted by commas.")
    records = forms.CharField(
        required=False,
        max_length=300,
        label="Where the records stand",
        help_text="Only if a JSON or XML file is not read rightly: data.stories[] or an element.",
    )

    @classmethod
    def of(cls, options: ImportOptions) -> OptionsForm:
        """The form as it stands."""
        return cls(
            initial={
                "source": options.source,
                "language": options.language,
                "date_order": options.date_order,
                "tags": ", ".join(options.tags),
                "records": options.records,
            }
        )

    def options(self, fields: Mapping[str, str]) -> ImportOptions | None:
        """Return the options sent, None where they are wrong: the form then says so."""
        if not self.is_valid():
            return None
        sent = self.cleaned_data
        try:
            return parse_options(
                fields=fields,
                records=sent["records"],
                source=sent["source"],
                language=sent["language"],
                date_order=sent["date_order"],
                tags=sent["tags"].split(","),
            )
        except ValueError as error:
            message = str(error)
            self.add_error(None, f"{message[0].upper()}{message[1:]}.")
            return None


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A column as the form shows it: its name, first values, and what it is read as."""

    number: int
    path: str
    values: tuple[str, ...]
    chosen: str
    told: str


def column_rows(columns: Sequence[FileColumn]) -> list[ColumnRow]:
    """Make ready the columns of a file."""
    return [
        ColumnRow(number, column.path, column.values, _chosen(column), _told(column))
        for number, column in enumerate(columns)
    ]


def _chosen(column: FileColumn) -> str:
    if column.field in _READ_AS_TEXT:
        return "body"
    return column.field if column.field in MAPPED_FIELDS else ""


def _told(column: FileColumn) -> str:
    if column.how == "guess":
        return f"guessed, {column.confidence:.0%} sure"
    return {"option": "as you said", "export": "known export"}.get(column.how, "")


def sent_fields(sent: Mapping[str, Any]) -> dict[str, str]:
    """Return the field of each column that was sent: {"title": "Titel"}.

    Raises ValueError, with a sentence for the editor, where two columns are one field.
    """
    fields: dict[str, str] = {}
    for number in range(_MAX_COLUMNS):
        path, name = sent.get(f"column-{number}", ""), sent.get(f"field-{number}", "")
        if not path or name not in MAPPED_FIELDS:
            continue
        if name in fields:
            label = _LABELS.get(name, name)
            raise ValueError(f"Two columns are the {label}: “{fields[name]}” and “{path}”.")
        fields[name] = str(path)
    return fields
