"""Which fields of a file's records are an article's title, text, date: named, known or guessed.

A plan is made from the first records of a file. Where a name tells a field, the name decides,
and the values choose between several such names; where none does, the values are guessed from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from corpus.importing.import_options import ImportOptions
from corpus.importing.source_file import FileColumn
from corpus.parsers.mapping.field_fit import DATE, WEB, WEB_PAGE, fits, holds_text
from corpus.parsers.mapping.field_names import FOLDED_NAMES, FURTHER_PATHS, fold_name
from corpus.parsers.mapping.field_paths import at_path, split_path
from corpus.parsers.mapping.known_exports import KnownExport, known_export
from corpus.parsers.mapping.sampled_values import MAX_SAMPLES, Sampled

How = Literal["option", "export", "name", "guess"]

#: Objects that hold the fields of the record they stand in.
_WRAPPERS = frozenset(
    {
        *("_source", "fields", "attributes", "row", "tweet", "metadata", "meta", "post", "article"),
        *("document", "doc", "record", "properties", "story", "item", "node", "data", "object"),
        *("news", "newsitem", "legacy", "content", "payload", "json", "entry", "revision", "head"),
        *("header", "bibl", "front", "docdata", "body"),
    }
)
_MAX_COLUMNS = 40
_MAX_SHOWN_CHARS = 160
_ELSEWHERE = frozenset(
    {"body", "abstract", "title", "date", "source", "author", "year", "month", "day"}
)
# Parts of a record that are about something else.
_BESIDE = frozenset(
    {
        *("image", "images", "media", "multimedia", "video", "related", "comment", "comments"),
        *(
            "user",
            "account",
            "author",
            "authors",
            "tag",
            "tags",
            "category",
            "section",
            "thumbnail",
        ),
        *("entities", "quotedstatus", "retweetedstatus", "parent", "license", "settings"),
        *("thumbnail", "links"),
    }
)
_MIN_GUESSED_WORDS = 8
_MIN_OTHER_WORDS = 25
_MAX_OTHERS = 5
_MAX_TITLE_WORDS = 30


@dataclass(frozen=True, slots=True)
class Access:
    """One place that a field is read from. `confidence` runs from 0 to 1."""

    path: str
    steps: tuple[str | int, ...]
    how: How
    confidence: float = 1.0

    def read(self, record: Mapping[str, Any]) -> Any:
        """Return the value, None where the record has none there."""
        return record.get(self.path) if not self.steps else at_path(record, self.steps)


@dataclass(slots=True)
class FieldPlan:
    """By field, where it is read from, best first; the export it is known as, if any."""

    export: KnownExport | None = None
    places: dict[str, tuple[Access, ...]] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    #: Fields of long texts that are no article's text, title or summary.
    others: tuple[Access, ...] = ()

    def described(self) -> str:
        """Say which field is read from where, and how sure that is."""
        parts = []
        for name, places in self.places.items():
            if places and name in ("title", "body", "abstract", "date", "source", "author", "url"):
                first = places[0]
                sure = f" (guessed, {first.confidence:.0%} sure)" if first.how == "guess" else ""
                parts.append(f"{'text' if name == 'body' else name} from “{first.path}”{sure}")
        return ", ".join(parts)


def make_plan(records: Sequence[Mapping[str, Any]], options: ImportOptions) -> FieldPlan:
    """Decide from the first records of a file where each field is read from."""
    sampled = Sampled(records)
    folded = {fold_name(name) for name in sampled.direct}
    export = known_export(folded)
    plan = FieldPlan(export, names=frozenset(sampled.direct))
    prefixes = _prefixes(sampled)
    for name in ("body", *(name for name in FOLDED_NAMES if name != "body")):
        plan.places[name] = _places(name, sampled, prefixes, export, options)
        if name == "body" and plan.places[name] and plan.places[name][0].steps:
            # What stands beside the text goes before what stands around it.
            inner = plan.places[name][0].path.rpartition(".")[0]
            prefixes = [inner, *(one for one in prefixes if one != inner)]
        if not plan.places[name] and name in _ELSEWHERE:
            plan.places[name] = _elsewhere(name, sampled)
    _separate_newspaper_titles(plan, sampled)
    if not plan.places["body"] and not _is_listing(plan):
        _guess(plan, sampled)
    plan.others = _other_texts(plan, sampled)
    return plan


def _other_texts(plan: FieldPlan, sampled: Sampled) -> tuple[Access, ...]:
    """The fields that hold as many words as an article's text, and are not read as one."""
    read = {one.path for name in ("title", "body", "abstract") for one in plan.places[name]}
    long = [
        path
        for path, values in sampled.values.items()
        if path not in read
        and all(isinstance(value, str) for value in values if value is not None)
        and sampled.words(path) >= _MIN_OTHER_WORDS
    ]
    return tuple(_access(path, sampled, "name") for path in long[:_MAX_OTHERS])


def columns_of(records: Sequence[Mapping[str, Any]], plan: FieldPlan) -> tuple[FileColumn, ...]:
    """Return the fields of records with their first values and what each is read as."""
    sampled = Sampled(records[:MAX_SAMPLES])
    read_as = {places[0].path: (name, places[0]) for name, places in plan.places.items() if places}
    columns = []
    for path, values in sampled.values.items():
        if all(isinstance(value, Mapping) for value in values):
            continue
        name, place = read_as.get(path, ("", None))
        shown = tuple(" ".join(text.split())[:_MAX_SHOWN_CHARS] for text in sampled.said(path)[:3])
        how, sure = (place.how, place.confidence) if place else ("", 1.0)
        columns.append(FileColumn(path, shown, name, how, sure))
    return tuple(columns[:_MAX_COLUMNS])


def _is_listing(plan: FieldPlan) -> bool:
    """Whether the records have summaries, or titles and addresses, as lists of articles do."""
    beside = plan.places["url"] or plan.places["date"]
    return bool(plan.places["abstract"]) or bool(plan.places["title"] and beside)


def _prefixes(sampled: Sampled) -> list[str]:
    """The paths of objects that hold the record's own fields: "" is the record."""
    found = [""]
    for path, values in sampled.values.items():
        inner = next((value for value in values if isinstance(value, Mapping)), None)
        if inner is None:
            continue
        above, _, name = path.rpartition(".")
        if above in found and (name.lower() in _WRAPPERS or holds_text(inner)):
            found.append(path)
    return found


def _places(
    name: str,
    sampled: Sampled,
    prefixes: Sequence[str],
    export: KnownExport | None,
    options: ImportOptions,
) -> tuple[Access, ...]:
    """Where a field is read from, best first."""
    found: list[Access] = []
    if name in options.fields:
        found.append(_access(options.fields[name], sampled, "option"))
    if export is not None and name in export.fields:
        found += [_access(path, sampled, "export") for path in export.fields[name]]
        if not export.fields[name]:
            return tuple(found)
    named = [path for path in _named(name, sampled, prefixes) if fits(name, path, sampled)]
    if name == "body":
        named = _longest_first(named, sampled)
    found += [_access(path, sampled, "name") for path in named]
    if name in FURTHER_PATHS:
        further = (_access(path, sampled, "name") for path in FURTHER_PATHS[name])
        present = {".".join(map(fold_name, path.split("."))) for path in sampled.values}
        found += [one for one in further if ".".join(map(fold_name, _plain(one.path))) in present]
    first: dict[str, Access] = {}
    for one in found:
        first.setdefault(one.path, one)
    return tuple(first.values())


def _elsewhere(name: str, sampled: Sampled) -> tuple[Access, ...]:
    """A field deeper in the record, where just one place carries its best usual name."""
    for folded in FOLDED_NAMES[name]:
        paths = [
            path
            for path in sampled.values
            if "." in path
            and path not in sampled.direct
            and fold_name(path.rpartition(".")[2]) == folded
            and not _BESIDE.intersection(map(fold_name, path.split(".")[:-1]))
            and sampled.said(path)
        ]
        if len(paths) == 1 and fits(name, paths[0], sampled):
            return (_access(paths[0], sampled, "guess", 0.6),)
    return ()


def _plain(path: str) -> list[str]:
    return path.partition("[]")[0].split(".")


def _access(path: str, sampled: Sampled, how: How, confidence: float = 1.0) -> Access:
    if path in sampled.direct:
        return Access(path, (), how, confidence)
    numbered = f"column {path}"
    if how == "option" and path.isdecimal() and numbered in sampled.direct:
        return Access(numbered, (), how, confidence)
    return Access(path, split_path(path), how, confidence)


def _named(name: str, sampled: Sampled, prefixes: Sequence[str]) -> list[str]:
    """The paths that carry one of a field's usual names, in the order of these."""
    by_name: dict[tuple[str, str], str] = {}
    for path in sampled.values:
        above, _, last = path.rpartition(".")
        if path in sampled.direct:
            above, last = "", path
        by_name.setdefault((above, fold_name(last)), path)
        if path in sampled.direct and "." in path:  # A table of flattened objects.
            by_name.setdefault(("", fold_name(path.split(".")[0])), path)
    found = [
        by_name[prefix, folded]
        for prefix in prefixes
        for folded in FOLDED_NAMES[name]
        if (prefix, folded) in by_name
    ]
    return list(dict.fromkeys(found))


def _longest_first(paths: list[str], sampled: Sampled) -> list[str]:
    """Put the fullest of several texts first, where it is far fuller than the usual first."""
    if len(paths) < 2:
        return paths
    fullest = max(paths, key=sampled.words)
    if sampled.words(fullest) > 1.5 * sampled.words(paths[0]) + 5:
        return [fullest, *(path for path in paths if path != fullest)]
    return paths


def _separate_newspaper_titles(plan: FieldPlan, sampled: Sampled) -> None:
    """Tell a newspaper's title from an article's, where records have both.

    In catalogues "title" is the newspaper's and repeats; "headline" or "heading" is not.
    """
    titles = [one for one in plan.places["title"] if one.how == "name"]
    if len(titles) < 2 or plan.places["source"]:
        return
    first = sampled.said(titles[0].path)
    if len(first) < 5 or len(set(first)) > len(first) // 3:
        return
    other = next(
        (one for one in titles[1:] if len(set(sampled.said(one.path))) > 2 * len(set(first))), None
    )
    if other is not None:
        plan.places["source"] = (titles[0],)
        plan.places["title"] = (other, *(one for one in titles[1:] if one != other))


def _guess(plan: FieldPlan, sampled: Sampled) -> None:
    """Guess text, title, date and address from the values, where no name tells the text."""
    taken = {places[0].path for places in plan.places.values() if places}
    free = [
        path
        for path, values in sampled.values.items()
        if path not in taken and not any(isinstance(value, Mapping) for value in values)
    ]
    lengths = sorted(((sampled.words(path), path) for path in free), reverse=True)
    if not lengths or lengths[0][0] < _MIN_GUESSED_WORDS:
        return
    words, body = lengths[0]
    second = lengths[1][0] if len(lengths) > 1 else 0.0
    sure = min(0.95, 0.5 + 0.45 * (1 - second / words) * min(1.0, words / 40))
    plan.places["body"] = (_access(body, sampled, "guess", sure),)
    free.remove(body)
    for name, pattern in (("date", DATE), ("url", WEB_PAGE)):
        likely = [p for p in free if sampled.words(p) <= 8 and sampled.share(p, pattern) > 0.8]
        if not plan.places[name] and likely:
            plan.places[name] = (_access(likely[0], sampled, "guess", 0.7),)
            free.remove(likely[0])
    if not plan.places["title"]:
        titles = [path for path in free if _like_titles(path, sampled)]
        if titles:
            plan.places["title"] = (_access(titles[0], sampled, "guess", 0.6),)


def _like_titles(path: str, sampled: Sampled) -> bool:
    said = sampled.said(path)
    mean = sampled.words(path)
    distinct = len(set(said)) == len(said)
    short = all(len(text.split()) <= _MAX_TITLE_WORDS for text in said)
    return bool(said) and short and mean >= 2.5 and distinct and not sampled.share(path, WEB)
