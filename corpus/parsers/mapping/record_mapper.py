"""From the fields of JSON objects, XML elements and rows to records, whatever they are called."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from corpus.importing.charset import tidy
from corpus.importing.html_text import looks_like_markup, markup_to_text
from corpus.importing.import_options import ImportOptions
from corpus.importing.source_file import (
    BadRecord,
    FileColumn,
    FileNote,
    NoArticlesError,
    SkippedRecord,
    UnreadableError,
)
from corpus.parsers.base import Record
from corpus.parsers.mapping.field_plan import FieldPlan, columns_of, make_plan
from corpus.parsers.mapping.field_values import as_text, names_in, prose
from corpus.parsers.mapping.unpublished import lists_people, reason_to_skip
from corpus.parsers.web.html_page import read_page
from corpus.records import RawRecord

#: A text is only the beginning or a summary of the article.
FLAG_SUMMARY = "summary only"
FLAG_NO_TEXT = "no text"
#: A long text of the record is not read.
FLAG_WORDS_LOST = "words lost"
_FACTS = ("date", "source", "author", "url", "language")
_BESIDE = frozenset({"date", "url"})
_PLAIN_FACTS = ("date", "source", "url", "language")
_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html[\s>])", re.IGNORECASE)
_MAX_SAMPLES = 40
_MAX_SAMPLE_CHARS = 4_000_000
_MAX_NEW_PLANS = 200
_MAX_WAITING = 1_000
_MAX_NAMES_TOLD = 12
_MIN_LEFT_WORDS = 25
_COMPARED_CHARS = 60
_MAX_NAME_CHARS = 40
_MAX_TITLE_CHARS = 4_000


@dataclass(frozen=True, slots=True)
class MappedItem:
    """One record of a file: its value, its text as it stood there, and where that is."""

    value: Any
    original: str
    place: str


def map_records(
    items: Iterable[MappedItem | BadRecord],
    options: ImportOptions,
    defaults: Mapping[str, str] | None = None,
) -> Iterator[Record]:
    """Yield the articles among a file's records, and a note on how its fields were read.

    `defaults` are facts that the file states for all. Raises NoArticlesError, once all were
    looked at, where none of them is an article.
    """
    waiting = iter(items)
    sample, broken = _sample(waiting)
    values = [item.value for item in sample if isinstance(item, MappedItem)]
    mapper = RecordMapper([value for value in values if isinstance(value, Mapping)], options)
    mapper.defaults = dict(defaults or {})
    if columns := mapper.columns():
        yield FileNote(mapper.described(), columns)
    yield from _mapped(chain(sample, waiting), mapper)
    if broken is not None:
        raise broken


def _sample(
    items: Iterator[MappedItem | BadRecord],
) -> tuple[list[MappedItem | BadRecord], UnreadableError | None]:
    """Take the first items; where the file breaks off among them, return why, too."""
    sample: list[MappedItem | BadRecord] = []
    size = 0
    try:
        for item in items:
            sample.append(item)
            size += len(item.original) if isinstance(item, MappedItem) else 0
            if len(sample) >= _MAX_SAMPLES or size > _MAX_SAMPLE_CHARS:
                break
    except UnreadableError as error:
        return sample, error
    return sample, None


def _mapped(items: Iterable[MappedItem | BadRecord], mapper: RecordMapper) -> Iterator[Record]:
    good = False
    refused: list[BadRecord] = []
    for item in items:
        if isinstance(item, BadRecord):
            yield item
            continue
        try:
            yield mapper.read(item)
            good = True
        except NoArticlesError as error:
            refused.append(BadRecord(item.place, str(error)))
        except UnreadableError as error:
            yield BadRecord(item.place, str(error))
            good = True
        if good or len(refused) > _MAX_WAITING:
            yield from refused
            refused.clear()
    if refused:
        raise NoArticlesError(f"holds no articles; {refused[0].reason}")


class RecordMapper:
    """Reads records by a plan made from the first of them, and made anew for other names."""

    def __init__(self, sample: list[Mapping[str, Any]], options: ImportOptions) -> None:
        self.options = options
        self.defaults: dict[str, str] = {}
        self.plan = make_plan(sample, options)
        self._sample = sample
        self._new_plans = 0

    def described(self) -> str:
        """Say how the fields are read, "" where there is no text among them."""
        if not (self.plan.places.get("body") or self.plan.places.get("abstract")):
            return ""
        kind = f"{self.plan.export.name}: " if self.plan.export else ""
        return kind + self.plan.described()

    def columns(self) -> tuple[FileColumn, ...]:
        """Return the fields of the first records, for somebody to say what each is."""
        return columns_of(self._sample, self.plan)

    def read(self, item: MappedItem) -> RawRecord | SkippedRecord:
        """Read one record. A record without an id is known by its content.

        Raises NoArticlesError where no field is its text, and UnreadableError where it says
        nothing or a value is no text.
        """
        record = item.value
        if not isinstance(record, Mapping):
            raise NoArticlesError("not a JSON object")
        if reason := reason_to_skip(record):
            return SkippedRecord(item.place, reason)
        plan = self._plan_for(record)
        body, flags = self._body(plan, record)
        title = _plain_title(_first(plan, record, "title"))
        facts = self._facts(plan, record)
        key = _first(plan, record, "key")
        if not body and not self._stands_without_text(plan, record, title, facts):
            raise self._no_text(record)
        if flags == (FLAG_SUMMARY,) and not (title or _BESIDE & facts.keys()):
            raise self._no_text(record)
        if not (body or title):
            if key:
                return SkippedRecord(item.place, "neither text nor title")
            raise UnreadableError("neither text nor title")
        if plan.others and _leaves_words(plan, record, body):
            flags = (*flags, FLAG_WORDS_LOST)
        try:
            digest = hashlib.sha256(item.original.encode()).hexdigest()
        except UnicodeEncodeError as error:
            raise UnreadableError("broken Unicode: not UTF-8, or lone surrogates") from error
        return RawRecord(
            body=body,
            original=item.original,
            key=key or digest[:16],
            title=title,
            metadata=facts,
            flags=flags,
        )

    def _plan_for(self, record: Mapping[str, Any]) -> FieldPlan:
        """The plan, made anew where a record has names that no record before it had."""
        if not record.keys() <= self.plan.names and self._new_plans < _MAX_NEW_PLANS:
            self._new_plans += 1
            self._sample = [*self._sample[-_MAX_SAMPLES:], record]
            plan = make_plan(self._sample, self.options)
            plan.names |= self.plan.names
            self.plan = plan
        return self.plan

    def _body(self, plan: FieldPlan, record: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
        for place in plan.places["body"]:
            if text := _as_body(place.read(record)):
                return text, ()
        for place in plan.places["abstract"]:
            if text := _as_body(place.read(record)):
                return text, (FLAG_SUMMARY,)
        return "", (FLAG_NO_TEXT,)

    def _facts(self, plan: FieldPlan, record: Mapping[str, Any]) -> dict[str, str]:
        facts = {name: _first(plan, record, name) for name in _PLAIN_FACTS}
        facts["author"] = next(
            filter(None, (names_in(place.read(record)) for place in plan.places["author"])), ""
        )
        if facts["author"].isdecimal():
            facts["author"] = ""
        if not facts["date"]:
            facts["date"] = _from_parts(*(_first(plan, record, part) for part in _PARTS))
        for name, value in self.defaults.items():
            facts[name] = facts.get(name) or value
        return {name: facts[name] for name in _FACTS if facts.get(name)}

    def _stands_without_text(
        self, plan: FieldPlan, record: Mapping[str, Any], title: str, facts: Mapping[str, str]
    ) -> bool:
        """Whether a record is an article although it has no text: its text is empty, or
        it is one of a list of articles."""
        if any(place.read(record) is not None for place in plan.places["body"]):
            return True
        return bool(title) and ("url" in facts or "date" in facts)

    def _no_text(self, record: Mapping[str, Any]) -> NoArticlesError:
        names = [" ".join(str(name).split())[:_MAX_NAME_CHARS] for name in record]
        told = ", ".join(names[:_MAX_NAMES_TOLD])
        if lists_people(names):
            return NoArticlesError(f"a list of people, not of articles (its fields: {told})")
        return NoArticlesError(
            f"no field for its text among: {told}; --map text=NAME says which it is"
        )


def _leaves_words(plan: FieldPlan, record: Mapping[str, Any], body: str) -> bool:
    """Whether a field that is not read holds a text of some length that the body does not."""
    flat = " ".join(body.split())
    for place in plan.others:
        text = " ".join(_as_body(place.read(record)).split())
        words = len(text.split())
        is_long = words >= _MIN_LEFT_WORDS and words * 10 > len(flat.split())
        is_other = text[:_COMPARED_CHARS] not in flat and flat[:_COMPARED_CHARS] not in text
        if is_long and (is_other or not flat):
            return True
    return False


_PARTS = ("year", "month", "day")


def _from_parts(year: str, month: str, day: str) -> str:
    """A date of columns for year, month and day, as far as they go."""
    year = year.removesuffix(".0")
    if len(year) != 4 or not year.isdecimal():
        return ""
    month, day = month.removesuffix(".0"), day.removesuffix(".0")
    if month and not month.isdecimal():
        return f"{day} {month} {year}".strip()
    parts = [year, *([f"{int(month):02}"] if month else [])]
    if month and day.isdecimal():
        parts.append(f"{int(day):02}")
    return "-".join(parts)


def _first(plan: FieldPlan, record: Mapping[str, Any], name: str) -> str:
    """Return the first of a field's places that says something, as text."""
    for place in plan.places[name]:
        if text := as_text(place.read(record)):
            return text
    return ""


def _plain_title(title: str) -> str:
    if looks_like_markup(title):
        title = markup_to_text(title[:_MAX_TITLE_CHARS])
    return " ".join(title.split())


def _as_body(value: Any) -> str:
    """A body as text; what is a whole web page is read as one."""
    text = prose(value)
    if not text or not looks_like_markup(text):
        return text
    if _PAGE.match(text):
        return read_page(text.encode()).body
    return tidy(markup_to_text(text))
