"""What a dry run found, file by file: format, articles, days, sources, and what needs a look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from corpus.importing.import_options import ImportOptions
from corpus.importing.import_report import IngestReport
from corpus.importing.pipeline import Outcome, preview
from corpus.importing.progress_bar import described
from corpus.importing.source_file import FileNote

# More files than these are told by folder.
_MAX_FILES = 60
_MAX_SOURCES = 3


@dataclass(slots=True)
class _Entry:
    """A file, or the files of one format in a folder."""

    files: int = 1
    formats: Counter[str] = field(default_factory=Counter)
    articles: int = 0
    skipped: int = 0
    failed: int = 0
    undated: int = 0
    days: list[str] = field(default_factory=list)
    sources: Counter[str] = field(default_factory=Counter)
    flags: Counter[str] = field(default_factory=Counter)

    def take(self, other: _Entry) -> None:
        """Count another entry's articles as one's own."""
        self.files += other.files
        self.articles += other.articles
        self.skipped += other.skipped
        self.failed += other.failed
        self.undated += other.undated
        days = [*self.days, *other.days]
        self.days = [min(days), max(days)] if days else []
        self.sources.update(other.sources)
        self.flags.update(other.flags)


class AccessionList:
    """Counts outcomes by file; `lines` are for people."""

    def __init__(self) -> None:
        self._entries: dict[str, _Entry] = {}

    def add(self, outcome: Outcome) -> None:
        """Count what one record would become."""
        entry = self._entries.setdefault(outcome.file, _Entry())
        if outcome.format:
            entry.formats[outcome.format] += 1
        article = outcome.article
        if article is None:
            entry.skipped += bool(outcome.skipped)
            entry.failed += bool(outcome.error)
            return
        entry.articles += 1
        entry.flags.update(article.flags)
        if article.source:
            entry.sources[article.source] += 1
        day = article.published.day
        if day is None:
            entry.undated += 1
        else:
            known = [*entry.days, day.isoformat()]
            entry.days = [min(known), max(known)]

    def lines(self, notes: Iterable[tuple[str, FileNote]] = ()) -> Iterator[str]:
        """Yield a line a file, with how its fields were read; a line a folder of many files."""
        if len(self._entries) > _MAX_FILES:
            for place, entry in sorted(self._by_folder().items()):
                yield f"{place[0]} ({entry.files:,} files)  {_told(entry, place[1])}"
            return
        read = {origin: note.text for origin, note in notes if note.text}
        for file, entry in sorted(self._entries.items()):
            yield f"{file}  {_told(entry, _format(entry))}"
            if file in read and entry.articles:
                yield f"  {read[file]}"

    def _by_folder(self) -> dict[tuple[str, str], _Entry]:
        folders: dict[tuple[str, str], _Entry] = {}
        for file, entry in self._entries.items():
            place = (file.rpartition("/")[0] or ".", _format(entry))
            if place in folders:
                folders[place].take(entry)
            else:
                folders[place] = entry
        return folders


def preview_in_words(
    paths: Sequence[str], options: ImportOptions, write: Callable[[str], object]
) -> IngestReport:
    """Write what each file's articles would become, and what the files hold; store nothing."""
    found = AccessionList()

    def show(outcome: Outcome) -> None:
        found.add(outcome)
        if outcome.article is not None:
            write(described(outcome.article))

    report = preview(paths, show, options)
    for line in ("", "What these files hold:", *found.lines(report.notes), ""):
        write(line)
    return report


def _format(entry: _Entry) -> str:
    return entry.formats.most_common(1)[0][0] if entry.formats else "no articles"


def _told(entry: _Entry, format_name: str) -> str:
    parts = [format_name]
    if entry.articles:
        parts.append(f"{entry.articles:,} article{'s' if entry.articles > 1 else ''}")
    if entry.days:
        first, last = entry.days[0], entry.days[-1]
        parts.append(first if first == last else f"{first} to {last}")
    if entry.undated:
        parts.append(f"{entry.undated:,} undated")
    names = [name for name, _ in entry.sources.most_common(_MAX_SOURCES)]
    more = len(entry.sources) - len(names)
    if names:
        parts.append("; ".join(names) + (f" and {more:,} more" if more > 0 else ""))
    parts += [f"{count:,} flagged “{flag}”" for flag, count in entry.flags.most_common()]
    parts += [f"{entry.skipped:,} skipped"] if entry.skipped else []
    parts += [f"{entry.failed:,} failed"] if entry.failed else []
    return ", ".join(parts)
