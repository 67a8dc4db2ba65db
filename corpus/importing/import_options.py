"""What a user states about all records of an import. Standard library only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal, get_args

from corpus.records import RawRecord

DateOrder = Literal["", "dmy", "mdy", "ymd"]
DATE_ORDERS: tuple[DateOrder, ...] = get_args(DateOrder)

#: The fields of an article that a column or element may be mapped to.
MAPPED_FIELDS = ("title", "body", "date", "source", "author", "url", "language", "key")
_OTHER_SPELLINGS = {"text": "body", "id": "key", "authors": "author"}
# As the dating of articles calls them; years first are read without being told.
_ORDERS = {"dmy": "day first", "mdy": "month first"}
_MAX_SOURCE_CHARS = 200
_MAX_TAG_CHARS = 60
_MAX_TAGS = 20


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """Facts and field names that hold for a whole import; empty ones say nothing.

    `fields` maps a field of MAPPED_FIELDS to a column, element or path: {"title":
    "content.rendered"}. `records` is the path to the list of records: "data.stories[]".
    `source` and `language` go before what the files state. `date_order` reads dates such as
    04/05/2021.
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    records: str = ""
    source: str = ""
    language: str = ""
    date_order: DateOrder = ""
    tags: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the options that say something, as JSON values."""
        return {name: value for name, value in asdict(self).items() if value}

    def applied_to(self, raw: RawRecord) -> RawRecord:
        """Return a record with the facts that hold for the whole import."""
        facts = {
            "source": self.source,
            "language": self.language,
            "date order": _ORDERS.get(self.date_order, ""),
            "date order reason": "as stated for the import" if self.date_order else "",
        }
        stated = {name: value for name, value in facts.items() if value}
        return replace(raw, metadata=raw.metadata | stated) if stated else raw

    def in_words(self) -> list[tuple[str, str]]:
        """Return what the options say, as pairs of a name and a value for people."""
        fields = [
            f"{name.replace('body', 'text')} from {path}" for name, path in self.fields.items()
        ]
        pairs = (
            ("source", self.source),
            ("language", self.language),
            ("order of dates", self.date_order),
            ("tags", ", ".join(self.tags)),
            ("records at", self.records),
            ("columns:", ", ".join(fields)),
        )
        return [(name, value) for name, value in pairs if value]

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> ImportOptions:
        """Return the options that `as_json` wrote."""
        return cls(**{**stored, "tags": tuple(stored.get("tags", ()))})


def parse_field_map(pairs: list[str]) -> dict[str, str]:
    """Read "title=kicker" and the like. Raises ValueError where a field is not known."""
    names: dict[str, str] = {}
    for pair in pairs:
        name, equals, path = (part.strip() for part in pair.partition("="))
        name = _OTHER_SPELLINGS.get(name, name)
        if not equals or not path or name not in MAPPED_FIELDS:
            known = ", ".join(MAPPED_FIELDS).replace("body", "text")
            raise ValueError(f"--map {pair}: give FIELD=NAME, where FIELD is one of {known}")
        names[name] = path
    return names


def parse_options(
    *,
    fields: Mapping[str, str],
    records: str = "",
    source: str = "",
    language: str = "",
    date_order: str = "",
    tags: list[str] | None = None,
) -> ImportOptions:
    """Check options as typed. Raises ValueError, with the sentence to show, for bad ones."""
    order = date_order.strip().lower().replace("-", "").replace("/", "")
    if order not in DATE_ORDERS:
        raise ValueError(f"“{date_order}” is no date order: give dmy, mdy or ymd")
    spoken = language.strip()
    if spoken and not (spoken.replace("-", "").isalnum() and 2 <= len(spoken) <= 16):
        raise ValueError(f"“{language}” is no language code: give en, de or pt-BR, for example")
    name = " ".join(source.split())
    if len(name) > _MAX_SOURCE_CHARS:
        raise ValueError(f"the source's name is longer than {_MAX_SOURCE_CHARS} characters")
    written = [" ".join(tag.split()) for tag in tags or ()]
    kept = tuple(dict.fromkeys(tag for tag in written if tag))
    if len(kept) > _MAX_TAGS or any(len(tag) > _MAX_TAG_CHARS for tag in kept):
        raise ValueError(f"give at most {_MAX_TAGS} tags of at most {_MAX_TAG_CHARS} characters")
    return ImportOptions(
        fields=dict(fields),
        records=records.strip(),
        source=name,
        language=spoken,
        date_order=order,
        tags=kept,
    )
