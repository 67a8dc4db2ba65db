"""Finding the files that paths name: folders in a stable order, every obstacle named."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

#: What stands in archive folders beside articles. It is passed over, not a failure.
_PASSED_OVER = {
    *(".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".ico", ".bmp", ".tif", ".tiff"),
    *(".css", ".js", ".map", ".woff", ".woff2", ".ttf", ".otf", ".eot", ".py", ".pyc"),
    *(".mp3", ".mp4", ".m4a", ".avi", ".mov", ".webm", ".wav", ".ogg"),
    *(".sqlite", ".sqlite3", ".db", ".lock", ".bak", ".tmp", ".part"),
}
_ABOUT_THE_FOLDER = re.compile(
    r"(?:readme|licen[cs]e|copying|changelog|manifest)(?:\.\w+)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to read. `named` where the user named it, rather than a folder it lies in.

    `origin` is what it is known by where that is not its path: an uploaded file's name.
    """

    path: Path
    size: int
    named: bool
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A path that leads to no file or article, and why; `record` is one in it.

    `failed` is False for what is no article on purpose.
    """

    path: str
    reason: str
    failed: bool = True
    record: str = ""


@dataclass(slots=True)
class _Walk:
    """What is known on a walk: where it may lead, and the files it has met."""

    within: tuple[Path, ...]
    seen: set[Path] = field(default_factory=set)

    def allows(self, real: Path) -> bool:
        return not self.within or any(real.is_relative_to(root) for root in self.within)


def walk(
    paths: Sequence[str | Path], within: Sequence[Path] = ()
) -> Iterator[FoundFile | Obstacle]:
    """Yield the files under paths, folders sorted by name, each file once.

    Names that begin with a dot are left out, as are README and licence files, and the
    "..._files" folder beside a saved web page. "-" is standard input. Where `within` names
    folders, with all symlinks resolved, nothing outside them is read or listed.
    """
    known = _Walk(tuple(within))
    for path in paths:
        if str(path) == "-" and not within:
            yield FoundFile(Path("-"), 0, named=True)
            continue
        yield from _visit(Path(path), named=True, above=(), known=known)


def sift(names: Sequence[str]) -> dict[str, str]:
    """Return which of the files with these names are no articles, each with the reason.

    The names are paths below a folder, with slashes; the rules are those of `walk`, and a
    name without a slash is one that the user chose.
    """
    pages = {name.rpartition(".")[0] for name in names if name.lower().endswith((".html", ".htm"))}
    reasons: dict[str, str] = {}
    for name in names:
        *folders, last = name.split("/")
        above = ["/".join(folders[: depth + 1]) for depth in range(len(folders))]
        if any(part.startswith(".") for part in (*folders, last)):
            reasons[name] = "a hidden file"
        elif any(
            path.endswith("_files") and path.removesuffix("_files") in pages for path in above
        ):
            reasons[name] = "part of a saved web page"
        elif folders and _ABOUT_THE_FOLDER.fullmatch(last):
            reasons[name] = "about the folder, not an article"
        elif folders and Path(last).suffix.lower() in _PASSED_OVER:
            reasons[name] = "not a format of articles"
    return reasons


def _visit(
    path: Path, *, named: bool, above: tuple[tuple[int, int], ...], known: _Walk
) -> Iterator[FoundFile | Obstacle]:
    try:
        status = path.stat()
        real = path.resolve(strict=True)
    except (OSError, RuntimeError, ValueError) as error:
        yield Obstacle(str(path), _reason(path, error))
        return
    if not known.allows(real):
        yield Obstacle(str(path), "leads out of the folders that may be read")
        return
    if path.is_dir():
        here = (status.st_dev, status.st_ino)
        if here in above:
            yield Obstacle(str(path), "symlink loop: leads back to a folder above it")
            return
        yield from _folder(path, above=(*above, here), known=known)
    elif not path.is_file():
        yield Obstacle(str(path), "not a regular file")
    elif not named and path.suffix.lower() in _PASSED_OVER:
        yield Obstacle(str(path), "not a format of articles", failed=False)
    elif real not in known.seen:
        known.seen.add(real)
        yield FoundFile(real, status.st_size, named)


def _folder(
    path: Path, *, above: tuple[tuple[int, int], ...], known: _Walk
) -> Iterator[FoundFile | Obstacle]:
    try:
        inside = sorted(path.iterdir())
    except OSError as error:
        yield Obstacle(str(path), _reason(path, error))
        return
    pages = {child.stem for child in inside if child.suffix.lower() in (".html", ".htm")}
    for child in inside:
        if child.name.endswith("_files") and child.name.removesuffix("_files") in pages:
            continue
        if not child.name.startswith(".") and not _ABOUT_THE_FOLDER.fullmatch(child.name):
            yield from _visit(child, named=False, above=above, known=known)


def _reason(path: Path, error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "broken symlink" if path.is_symlink() else "no such file or folder"
    if isinstance(error, RuntimeError) or getattr(error, "errno", 0) == errno.ELOOP:
        return "symlink loop"
    return getattr(error, "strerror", None) or str(error)
