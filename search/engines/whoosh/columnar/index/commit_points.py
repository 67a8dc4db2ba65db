"""Opens the live generation, and the one before where that cannot be read."""

from __future__ import annotations

import contextlib
import hashlib
import os
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from search.engines.whoosh.columnar.codec.container import WrittenFile
from search.engines.whoosh.columnar.codec.index_errors import (
    CorruptIndexError,
    IndexProblemError,
    NoIndexError,
)
from search.engines.whoosh.columnar.codec.live_docs import read_deletions
from search.engines.whoosh.columnar.codec.segment import LiveSegment, Segment
from search.engines.whoosh.columnar.index.manifest import (
    POINTER,
    Manifest,
    SegmentEntry,
    generation_numbers,
    manifest_name,
    pointed_at,
)

_DAMAGED = "damaged"
_ATTEMPTS = 5
#: File systems stamp writes in steps of up to this: a younger file may change unnoticed.
_YOUNG_NS = 2_000_000_000
#: A mapped file that is cut short kills whoever reads behind its end, or reads as zeros: so often
#: its size is looked at.
_LOOK_SECONDS = 0.1


#: Number, size and times of a file.
_Stamp = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class CommitPoint:
    """One generation, open. It stays readable when later commits remove its files.

    `problem` says why a newer generation could not be opened; "" where this is the live one.
    """

    manifest: Manifest
    segments: tuple[LiveSegment, ...]
    problem: str = ""

    @property
    def documents(self) -> int:
        return sum(segment.live_count for segment in self.segments)


class CommitPoints:
    """Reads the generations of a folder. Threads may share it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        # As text: joining paths takes longer than reading the files, at every request.
        self._pointer_path = str(folder / POINTER)
        self._damaged_path = str(folder / _DAMAGED)
        self._lock = threading.Lock()
        self._state: tuple[bytes, bytes] | None = None
        self._opened: CommitPoint | None = None
        #: How the pointer's file looked when the commit point was opened, where that is proof.
        self._unchanged: tuple[_Stamp, CommitPoint] | None = None
        self._damaged: set[str] = set()
        self._next_look = 0.0

    def newest(self) -> CommitPoint:
        """Return the newest generation that can be read: the one of the last call for as
        long as no process committed another. Costs a look at the stamps of a small file.

        Raises NoIndexError where nothing was ever committed, else IndexProblemError.
        """
        now = time.monotonic()
        if now >= self._next_look:
            self._next_look = now + _LOOK_SECONDS
            self._report_cut_files()
        unchanged, stamp = self._unchanged, self._stamp()
        if unchanged is not None and stamp == unchanged[0]:
            return unchanged[1]
        state = self._read_state()
        with self._lock:
            opened = self._opened
            if opened is None or state != self._state:
                opened, self._state = self._open(state)
                self._opened = opened
            is_proof = stamp is not None and state == self._state and _is_old(stamp)
            self._unchanged = (stamp, opened) if stamp is not None and is_proof else None
            return opened

    def report_damage(self, name: str) -> None:
        """Make known to all processes that file `name` is damaged."""
        with self._lock:
            self._damaged.add(name)
            self._state = self._unchanged = None
        # A folder that cannot be written to is no reason to answer from a damaged file.
        with contextlib.suppress(OSError), (self.folder / _DAMAGED).open("a") as file:
            file.write(f"{name}\n")
        # Other processes look at the pointer's times alone.
        with contextlib.suppress(OSError):
            os.utime(self._pointer_path)

    def _report_cut_files(self) -> None:
        """Report segments in use whose size has changed; one that is removed stays readable."""
        opened = self._opened
        for entry in opened.manifest.segments if opened else ():
            with contextlib.suppress(OSError):
                if (self.folder / entry.file.name).stat().st_size != entry.file.size:
                    self.report_damage(entry.file.name)

    def forget_damage(self) -> None:
        """Forget about files that are gone. Raises OSError."""
        with self._lock:
            self._damaged = {name for name in self._damaged if (self.folder / name).exists()}
            if not self._damaged:
                (self.folder / _DAMAGED).unlink(missing_ok=True)

    def verify(self) -> list[str]:
        """Read every byte of the generation that answers; return what is wrong with the index.

        Files found damaged are reported, as by `report_damage`. Raises as `newest` does.
        """
        point = self.newest()
        problems = [point.problem] if point.problem else []
        if not point.problem and (problem := self._verify_manifest(point.manifest)):
            self.report_damage(point.manifest.name)
            problems.append(problem)
        for file in point.manifest.files():
            problem = _verify(self.folder / file.name, file)
            if problem:
                self.report_damage(file.name)
                problems.append(problem)
        return problems

    def _verify_manifest(self, manifest: Manifest) -> str:
        """Return what is wrong with the files that name the live generation."""
        try:
            written = (self.folder / manifest.name).read_bytes()
            pointer = (self.folder / POINTER).read_bytes()
        except OSError as error:
            return f"{error.filename}: {error.strerror}"
        if pointed_at(pointer) != manifest.generation and pointed_at(pointer) is not None:
            return ""  # Another process has committed meanwhile.
        is_sound = written == manifest.to_bytes() and pointer == manifest.pointer
        return "" if is_sound else f"{manifest.name} or {POINTER} is not as it was written"

    def _stamp(self) -> _Stamp | None:
        """Return what changes when the pointer's file does, or damage is reported."""
        try:
            found = os.stat(self._pointer_path)  # noqa: PTH116 (twice as fast as a Path)
        except OSError:
            return None
        return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns

    def _read_state(self) -> tuple[bytes, bytes]:
        pointer = _read_if_there(self._pointer_path)
        damaged = os.access(self._damaged_path, os.F_OK)
        return pointer, _read_if_there(self._damaged_path) if damaged else b""

    def _open(self, state: tuple[bytes, bytes]) -> tuple[CommitPoint, tuple[bytes, bytes] | None]:
        """Open the newest readable generation; return it and the state it is good for."""
        for _ in range(_ATTEMPTS):
            self._damaged.update(state[1].decode(errors="replace").split())
            opened, problems = self._open_any(state[0])
            current = self._read_state()
            # A commit may have removed files while they were being opened.
            if current == state:
                break
            state = current
        if opened is None:
            raise problems[0] if problems else NoIndexError("there is no index yet")
        # What the system could not do now, it may do at the next request.
        passing = any(isinstance(problem.__cause__, OSError) for problem in problems)
        return opened, None if passing else state

    def _open_any(self, pointer: bytes) -> tuple[CommitPoint | None, list[IndexProblemError]]:
        problems: list[IndexProblemError] = []
        try:
            numbers = generation_numbers(self.folder)
        except FileNotFoundError:
            numbers = []
        except OSError as error:
            raise IndexProblemError(f"the index cannot be read: {error}") from error
        live = pointed_at(pointer)
        if live is not None:
            try:
                return self._open_live(live, pointer), []
            except IndexProblemError as problem:
                problems.append(problem)
        elif numbers:
            problems.append(CorruptIndexError(POINTER, "is damaged or gone"))
        for number in numbers:
            try:
                return self._open_one(number, str(problems[0])), problems
            except IndexProblemError as problem:
                problems.append(problem)
        return None, problems

    def _open_live(self, number: int, pointer: bytes) -> CommitPoint:
        point = self._open_one(number)
        if point.manifest.pointer != pointer:
            raise CorruptIndexError(POINTER, "is damaged")
        return point

    def _open_one(self, number: int, problem: str = "") -> CommitPoint:
        name = manifest_name(number)
        try:
            manifest = Manifest.from_bytes((self.folder / name).read_bytes(), name)
            if manifest.generation != number:
                raise CorruptIndexError(name, "is of another generation")
            segments = tuple(self._segment(entry) for entry in manifest.segments)
        except FileNotFoundError as error:
            raise CorruptIndexError(Path(error.filename).name, "is gone") from None
        except OSError as error:
            raise IndexProblemError(f"the index cannot be read: {error}") from error
        return CommitPoint(manifest, segments, problem)

    def _segment(self, entry: SegmentEntry) -> LiveSegment:
        """Open a segment; what is open already, and the same, stays as it is."""
        before = self._open_before.get(entry.file.name)
        self._check(entry.file)
        if entry.deletions:
            self._check(entry.deletions)
        if before and before[1] == entry.deletions:
            return before[0]
        segment = before[0].segment if before else Segment.open(self.folder / entry.file.name)
        if entry.deletions is None:
            return LiveSegment(segment, None)
        deleted = read_deletions(self.folder / entry.deletions.name, segment.doc_count)
        return LiveSegment(segment, deleted)

    @property
    def _open_before(self) -> dict[str, tuple[LiveSegment, WrittenFile | None]]:
        if self._opened is None:
            return {}
        pairs = zip(self._opened.segments, self._opened.manifest.segments, strict=True)
        return {segment.name: (segment, entry.deletions) for segment, entry in pairs}

    def _check(self, file: WrittenFile) -> None:
        """Look at what costs nothing: whether the file is known bad, and its size."""
        if file.name in self._damaged:
            raise CorruptIndexError(file.name, "is damaged")
        if (self.folder / file.name).stat().st_size != file.size:
            raise CorruptIndexError(file.name, "has the wrong size")


def _verify(path: Path, file: WrittenFile) -> str:
    try:
        with path.open("rb") as opened:
            digest = hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        return f"{file.name}: {error.strerror}"
    return "" if digest == file.sha256 else f"{file.name} is not as it was written"


def _is_old(stamp: _Stamp) -> bool:
    """Say whether a write after the stamp was taken would have given another stamp."""
    return max(stamp[2:]) + _YOUNG_NS < time.time_ns()


def _read_if_there(path: str) -> bytes:
    """Return the bytes of a small file, none where it is missing."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise IndexProblemError(f"the index cannot be read: {error}") from error
    try:
        return os.read(descriptor, 1 << 16)
    finally:
        os.close(descriptor)
