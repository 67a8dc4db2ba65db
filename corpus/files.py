"""Finding the files that paths name: folders in a stable order, every obstacle named."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
    """A file to read. `named` where the user named it, rather than a folder it lies in."""

    path: Path
    size: int
    named: bool


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A path that leads to no file, and why. `failed` is False for what is no article."""

    path: str
    reason: str
    failed: bool = True


def walk(paths: Sequence[str | Path]) -> Iterator[FoundFile | Obstacle]:
    """Yield the files under paths, folders sorted by name, each file once.

    Names that begin with a dot are left out, as are README and licence files, and the
    "..._files" folder beside a saved web page. "-" is standard input.
    """
    seen: set[Path] = set()
    for path in paths:
        if str(path) == "-":
            yield FoundFile(Path("-"), 0, named=True)
            continue
        yield from _visit(Path(path), named=True, above=(), seen=seen)


def _visit(
    path: Path, *, named: bool, above: tuple[tuple[int, int], ...], seen: set[Path]
) -> Iterator[FoundFile | Obstacle]:
    try:
        status = path.stat()
        real = path.resolve(strict=True)
    except (OSError, RuntimeError, ValueError) as error:
        yield Obstacle(str(path), _reason(path, error))
        return
    if path.is_dir():
        here = (status.st_dev, status.st_ino)
        if here in above:
            yield Obstacle(str(path), "symlink loop: leads back to a folder above it")
            return
        yield from _folder(path, above=(*above, here), seen=seen)
    elif not path.is_file():
        yield Obstacle(str(path), "not a regular file")
    elif not named and path.suffix.lower() in _PASSED_OVER:
        yield Obstacle(str(path), "not a format of articles", failed=False)
    elif real not in seen:
        seen.add(real)
        yield FoundFile(real, status.st_size, named)


def _folder(
    path: Path, *, above: tuple[tuple[int, int], ...], seen: set[Path]
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
            yield from _visit(child, named=False, above=above, seen=seen)


def _reason(path: Path, error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "broken symlink" if path.is_symlink() else "no such file or folder"
    if isinstance(error, RuntimeError) or getattr(error, "errno", 0) == errno.ELOOP:
        return "symlink loop"
    return getattr(error, "strerror", None) or str(error)
