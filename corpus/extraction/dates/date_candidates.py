"""What each place says of an article's date: header, metadata, address, lines, names of files."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Literal
from urllib.parse import unquote, urlsplit

from corpus.extraction.date_text import DateOrder, all_dates_in, dates_in
from corpus.extraction.dateline import read_dateline
from corpus.extraction.dates.date_field import FieldDate, read_date_field
from corpus.extraction.dates.date_line import LineDate, line_dates
from corpus.extraction.dates.name_folding import fold_name
from corpus.records import DateOrigin, Precision, RawRecord

CONFIDENCE: dict[DateOrigin, float] = {
    "header": 1.0,
    "metadata": 0.95,
    "url": 0.85,
    "dateline": 0.8,
    "filename": 0.5,
}
# A line of the text: less than a header, as the page may tell today's date.
_LINE_CONFIDENCE = {"published": 0.78, "unlabelled": 0.75, "updated": 0.45}
_BESIDE_NAMES = 0.05
_SIGN_OFF_CONFIDENCE = 0.79
_UPDATED_CONFIDENCE = 0.55
_FOLDER_CONFIDENCE = 0.45
_SIX_DIGITS_CONFIDENCE = 0.4
_OF_A_CHANGE = "It is the day of a change; no day of publishing is told."
_DATELINE_LINES = 3
_TOP_LINES = 10
_BOTTOM_LINES = 4
_FOLDERS = 4

_YEAR = r"(?:1[6-9]|20)\d{2}"
_URL_PATH = re.compile(
    rf"(?:^|[/_.-])(?P<y1>{_YEAR})[/-](?P<m1>\d{{1,2}})[/-](?P<d1>\d{{1,2}})(?!\d)(?=/|-|_|\.|$)"
    rf"|(?:^|[/_.-])(?P<y2>{_YEAR})/(?P<n2>[a-z]{{3,9}})/(?P<d2>\d{{1,2}})(?=/|$)"
    rf"|(?:^|[/_-])(?P<y3>{_YEAR})[/-]?(?P<m3>0[1-9]|1[0-2])(?P<d3>0[1-9]|[12]\d|3[01])(?=[/_.-]|$)"
    rf"|(?:^|/)(?P<d4>\d{{1,2}})[-_](?P<m4>\d{{2}})[-_](?P<y4>{_YEAR})(?=[/_.-]|$)"
    rf"|(?:^|[/_.-])(?P<y5>{_YEAR})[/-](?P<m5>\d{{1,2}})(?=/|-|_|\.|$)"
)
_COMPACT = re.compile(
    rf"(?<!\d)(?<![A-Za-z])({_YEAR})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:[T_-]?\d{{4}}(?:\d{{2}})?)?(?![0-9A-Za-z])"
)
_MONTH = re.compile(rf"(?<![0-9A-Za-z])({_YEAR})([-_.]?)(0[1-9]|1[0-2])(?![0-9A-Za-z]|[-_.]\d)")
_SIX_DIGITS = re.compile(
    r"(?<![0-9A-Za-z])(\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?![0-9A-Za-z])"
)
_CLOCK_AFTER = re.compile(r"(?<=\d)T\d{4,6}\b")
_BESIDE_WORDS = re.compile(r"(?<=\d)-(?=[^\W\d])|(?<=[^\W\d])-(?=\d)")
_PARTED = re.compile(r"(?<!\d)(?:\d{4} \d{1,2} \d{1,2}|\d{1,2} \d{1,2} \d{4})(?!\d)")
_EARLIEST_FILE_YEAR = 1600
_FOLDER_DAY = re.compile(rf"({_YEAR})[-_.]?(\d{{2}})[-_.]?(\d{{2}})")
_SIGN_OFF = re.compile(r"\b[A-Z]{2,4}-[A-Z]{2}-(\d\d)-(\d\d)-(\d\d) \d{4}[A-Z]{0,4}\b")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A date that some place states; 0 for what it leaves open.

    `confidence` runs from 0 to 1. `doubt` says why it is not believed, `caution` what to know
    where it is; both are "" for nothing. `other` is the second month and day it may mean, `vague`
    says that the year is that of a decade, or an estimate.
    """

    origin: DateOrigin
    evidence: str
    year: int = 0
    month: int = 0
    day: int = 0
    confidence: float = 0.0
    doubt: str = ""
    caution: str = ""
    other: tuple[int, int] | None = None
    in_line: bool = False
    vague: Literal["", "decade", "circa"] = ""

    @property
    def trust(self) -> float:
        """How much it is believed, where it is: its own confidence, or that of its origin."""
        return self.confidence or CONFIDENCE[self.origin]

    @property
    def precision(self) -> Precision:
        if not self.year:
            return "none"
        return self.vague or ("day" if self.day else "month" if self.month else "year")


def candidates(
    raw: RawRecord,
    lines: Sequence[str],
    file_name: str,
    today: dt.date,
    order: tuple[DateOrder, str] = ("", ""),
    *,
    believed: Callable[[Candidate], bool] = lambda one: False,
) -> Iterator[Candidate]:
    """Yield what each place says about the date of an article.

    `file_name` may have folders before it. `order` is how its days in numbers are written
    and why, as far as that is known. Where a field states a whole day that is `believed`, dates
    in lines of the text are left out: none outweighs it, or speaks against it.
    """
    stated = list(_from_fields(raw.metadata, today, order))
    of_file = [] if raw.key else list(_from_file(PurePosixPath(file_name), today, order))
    url = raw.metadata.get("url")
    of_url = list(_from_url(url, order)) if url else []
    yield from stated
    yield from of_url
    # What may be two days is decided by what all other places say.
    certain = not any(one.other for one in (*stated, *of_url, *of_file))
    settled = certain and _is_whole(stated, believed)
    yield from _from_lines(lines, today, order, datelines_only=settled)
    yield from of_file


def _is_whole(stated: Sequence[Candidate], believed: Callable[[Candidate], bool]) -> bool:
    """Whether the most trusted of what fields state is a whole day that is believed."""
    for one in sorted(stated, key=lambda one: -one.trust):
        if one.year and believed(one):
            return bool(one.day) and one.trust >= CONFIDENCE["metadata"]
    return False


def _from_fields(
    stated: dict[str, str], today: dt.date, order: tuple[DateOrder, str]
) -> Iterator[Candidate]:
    if value := stated.get("header date"):
        yield from _stated("header", value, today, order)
    if value := stated.get("date"):
        for one in _stated("metadata", value, today, order):
            yield _as_page_says(one, stated)


def _from_file(
    path: PurePosixPath, today: dt.date, order: tuple[DateOrder, str]
) -> Iterator[Candidate]:
    yield from _from_file_name(path.stem, today, order)
    yield from _from_folders(path.parts[:-1])


def _stated(
    origin: DateOrigin, text: str, today: dt.date, order: tuple[DateOrder, str]
) -> Iterator[Candidate]:
    """Read a field that means to be the date."""
    read = read_date_field(text, "", today.year)
    if read and read.other and order[0]:
        ordered = read_date_field(text, order[0], today.year)
        if ordered:
            yield _of_field(origin, f"{text}, {order[0]} {order[1]}", ordered)
            return
    if read:
        yield _of_field(origin, text, read)


def _of_field(origin: DateOrigin, evidence: str, read: FieldDate) -> Candidate:
    parts = read.year, read.month, read.day
    one = Candidate(origin, evidence, *parts, other=read.other, vague=read.vague)
    if read.problem:
        return replace(one, doubt=read.problem)
    if read.kind == "updated":
        return replace(one, confidence=_UPDATED_CONFIDENCE, caution=_OF_A_CHANGE)
    return one


def _as_page_says(one: Candidate, stated: dict[str, str]) -> Candidate:
    """Add what a web page's parser knows of the day it found."""
    origin: DateOrigin = "header" if stated.get("date origin") == "header" else one.origin
    return replace(
        one,
        origin=origin,
        evidence=stated.get("date evidence", one.evidence),
        confidence=float(stated.get("date confidence", one.confidence)),
        caution=stated.get("date caution", one.caution),
    )


def _from_url(url: str, order: tuple[DateOrder, str]) -> Iterator[Candidate]:
    try:
        found = _URL_PATH.search(unquote(urlsplit(url).path).lower())
    except ValueError:  # "http://[", which is no address.
        return
    if not found:
        return
    part = {name[0]: value for name, value in found.groupdict().items() if value}
    shown = found[0].strip("/-_.")
    if "n" in part:
        for date in dates_in(f"{part['d']} {fold_name(part['n'])} {part['y']}"):
            yield Candidate("url", shown, date.year, date.month, date.day)
        return
    if found["d4"]:
        for date in all_dates_in(shown.replace("_", "-"), order[0]):
            yield Candidate("url", shown, date.year, date.month, date.day, other=date.other)
        return
    yield Candidate("url", shown, int(part["y"]), int(part["m"]), int(part.get("d", 0)))


def _from_lines(
    lines: Sequence[str], today: dt.date, order: tuple[DateOrder, str], *, datelines_only: bool
) -> Iterator[Candidate]:
    """Read the dateline, and lines at either end that hold little more than a date."""
    written = [line.strip() for line in lines[:40] if line.strip()]
    for line in written[:_DATELINE_LINES]:
        dateline = read_dateline(line)
        for date in dates_in(dateline.date) if dateline else ():
            yield Candidate("dateline", date.text, date.year, date.month, date.day)
    for line in () if datelines_only else written[:_TOP_LINES]:
        for found in line_dates(line, order[0], today.year):
            yield from _of_line(line, found, order)
    bottom = [line.strip() for line in lines[-12:] if line.strip()][-_BOTTOM_LINES:]
    for line in bottom:
        yield from _from_sign_off(line, today)
        if len(written) > _BOTTOM_LINES and not datelines_only:
            for found in line_dates(line, order[0], today.year):
                if found.kind == "published":
                    yield from _of_line(line, found, order)


def _of_line(line: str, found: LineDate, order: tuple[DateOrder, str]) -> Iterator[Candidate]:
    date = found.date
    if found.kind == "other" or not date.day:
        return
    confidence = _LINE_CONFIDENCE[found.kind] - (0 if found.alone else _BESIDE_NAMES)
    caution = _OF_A_CHANGE if found.kind == "updated" else ""
    one = Candidate("header", line, date.year, date.month, date.day, confidence, caution=caution)
    yield replace(one, other=date.other, in_line=True)


def _from_sign_off(line: str, today: dt.date) -> Iterator[Candidate]:
    """Read an agency's last line: "AP-ES-02-04-21 0615EST"."""
    if found := _SIGN_OFF.search(line[:200]):
        month, day, short = int(found[1]), int(found[2]), int(found[3])
        century = today.year // 100 * 100
        year = century + short if century + short <= today.year else century - 100 + short
        yield Candidate("dateline", found[0], year, month, day, _SIGN_OFF_CONFIDENCE)


def _from_file_name(stem: str, today: dt.date, order: tuple[DateOrder, str]) -> Iterator[Candidate]:
    """Read the name of a file that is one article, without its ending."""
    stem = stem[:200]
    if found := _COMPACT.search(stem):
        yield Candidate("filename", found[0], int(found[1]), int(found[2]), int(found[3]))
        return
    spaced = _dashed(_CLOCK_AFTER.sub("", stem).replace("_", " "))
    for form in (spaced, _BESIDE_WORDS.sub(" ", spaced)):
        for date in all_dates_in(form, order[0]):
            if date.day and date.year >= _EARLIEST_FILE_YEAR:
                one = Candidate("filename", date.text, date.year, date.month, date.day)
                yield replace(one, other=date.other)
                return
    if month := _MONTH.search(stem):
        yield Candidate("filename", month[0], int(month[1]), int(month[3]))
    elif six := _SIX_DIGITS.search(stem):
        year = today.year // 100 * 100 + int(six[1])
        if year <= today.year:
            said = f"{six[0]}, read as year, month and day"
            one = Candidate("filename", said, year, int(six[2]), int(six[3]))
            caution = "Six digits of a file's name are no certain date."
            yield replace(one, confidence=_SIX_DIGITS_CONFIDENCE, caution=caution)


def _dashed(text: str) -> str:
    """Numbers parted by blanks as if by hyphens: "2022 02 04"."""
    return _PARTED.sub(lambda found: found[0].replace(" ", "-"), text)


def _from_folders(folders: Sequence[str]) -> Iterator[Candidate]:
    """Read folders that are called by a day: "1910-10-31", or "2021", "02", "04"."""
    names = list(folders[-_FOLDERS:])
    for name in reversed(names):
        if day := _FOLDER_DAY.fullmatch(name):
            yield _folder(name, int(day[1]), int(day[2]), int(day[3]))
            return
    for at, name in enumerate(names):
        rest = names[at + 1 : at + 3]
        if (
            re.fullmatch(_YEAR, name)
            and rest
            and all(re.fullmatch(r"\d{1,2}", one) for one in rest)
        ):
            yield _folder("/".join([name, *rest]), int(name), *map(int, rest))
            return


def _folder(evidence: str, year: int, month: int, day: int = 0) -> Candidate:
    caution = "Only the name of its folder tells the date."
    return Candidate("filename", evidence, year, month, day, _FOLDER_CONFIDENCE, caution=caution)
