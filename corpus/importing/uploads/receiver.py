"""Receiving files: streamed to disk as they come, counted, hashed, and refused one by one.

Django's own handlers would keep small files in memory, drop the folders in their names, and
answer a whole request with an error for one file too many. This one is for pages
that take files alone: files sent anywhere else, or by anybody who may not import, are read past.
"""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParser
from django.urls import reverse

from corpus.accounts.roles import is_editor
from corpus.importing.import_report import printable
from corpus.importing.uploads.upload_limits import Refusal, is_full, limits, size_in_words

if TYPE_CHECKING:
    _UploadedFile = UploadedFile[bytes]
else:  # Django's class takes no type argument when it runs.
    _UploadedFile = UploadedFile

logger = logging.getLogger(__name__)

#: The pages that files are sent to have addresses below these.
_PAGES = ("desk_import", "desk_imports", "desk_synonym_file")
_INCOMING = "incoming-"
_MOST_NAME_CHARS = 500
_MOST_REFUSALS = 1_000
_REFUSED = "dateline.refused"


class ReceivedFile(_UploadedFile):
    """A file on disk that goes when the request ends, unless it is kept."""

    def __init__(self, path: Path, relative_name: str, size: int, sha256: str) -> None:
        super().__init__(None, relative_name, size=size)
        self.path = path
        self.relative_name = relative_name
        self.sha256 = sha256

    def close(self) -> None:
        self.path.unlink(missing_ok=True)


def refused(request: HttpRequest) -> list[Refusal]:
    """Return the files of a request that were not taken, each with the reason."""
    found: list[Refusal] = request.META.get(_REFUSED, [])
    return found


def uploads_folder() -> Path:
    """Where uploaded files wait, made where it is missing."""
    folder = settings.CORPUS.uploads_dir
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def relative_name(given: str) -> str:
    """A file's name with its folders, as a label: no roots, no ways up, nothing unprintable."""
    parts = printable(given.replace("\\", "/")).split("/")
    return "/".join(part for part in parts if part not in ("", ".", ".."))


class _WithFolders(MultiPartParser):
    """Leaves the folders in the names of files: what is kept is never found by its name."""

    def sanitize_file_name(self, file_name: str) -> str | None:
        return relative_name(file_name) or None


class FileReceiver(FileUploadHandler):
    """The handler of `settings.FILE_UPLOAD_HANDLERS`."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._parsing = False
        self._wanted = False
        self._taken = 0
        self._name = ""
        self._size = 0
        self._hash = hashlib.sha256()
        self._path: Path | None = None
        # Not called `file`: Django would close that one behind our back.
        self._out: IO[bytes] | None = None

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, str],  # noqa: N803
        content_length: int,
        boundary: Any,
        encoding: str | None = None,
    ) -> Any:
        if self._parsing:
            return None
        self._parsing = True
        request = self.request
        user = getattr(request, "user", None)
        self._wanted = bool(
            request
            and user
            and request.path.startswith(tuple(map(reverse, _PAGES)))
            and is_editor(user)
        )
        self._too_large = content_length > limits().request_bytes
        try:
            return _WithFolders(META, input_data, [self], encoding).parse()
        finally:
            self._drop()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._drop()
        self._name = self.file_name or ""
        bound = limits()
        if not self._wanted:
            raise SkipFile
        if self._too_large:
            self._refuse(
                f"sent with more than {size_in_words(bound.request_bytes)} at once; "
                "send fewer files at a time"
            )
        if self._taken >= bound.import_files:
            self._refuse(f"more than {bound.import_files:,} files in one import")
        if len(self._name) > _MOST_NAME_CHARS:
            self._refuse(f"its name is longer than {_MOST_NAME_CHARS} characters")
        folder = uploads_folder()
        if is_full(folder):
            self._refuse("the server's disk is nearly full")
        handle, path = tempfile.mkstemp(prefix=_INCOMING, dir=folder)
        self._out, self._path = os.fdopen(handle, "wb"), Path(path)
        self._size, self._hash = 0, hashlib.sha256()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        most = limits().file_bytes
        self._size += len(raw_data)
        if self._size > most:
            self._refuse(f"larger than {size_in_words(most)}")
        self._hash.update(raw_data)
        try:
            if self._out is not None:
                self._out.write(raw_data)
        except OSError as error:
            logger.warning("an upload cannot be written: %s", error)
            self._refuse("the server's disk is full")
        return None

    def file_complete(self, file_size: int) -> ReceivedFile | None:
        if self._out is None or self._path is None:
            return None
        try:
            self._out.close()
        except OSError as error:
            # Short files are written only now.
            logger.warning("an upload cannot be written: %s", error)
            self._drop()
            self._note("the server's disk is full")
            return None
        received = ReceivedFile(self._path, self._name, self._size, self._hash.hexdigest())
        self._out = self._path = None
        self._taken += 1
        return received

    def upload_interrupted(self) -> None:
        self._drop()

    def _refuse(self, reason: str) -> None:
        """Note why this file is not taken, and read past it."""
        self._drop()
        self._note(reason)
        raise SkipFile

    def _note(self, reason: str) -> None:
        if self.request is not None:
            found: list[Refusal] = self.request.META.setdefault(_REFUSED, [])
            if len(found) < _MOST_REFUSALS:
                found.append(Refusal(self._name, reason))

    def _drop(self) -> None:
        """Remove what has come of a file that will not be whole."""
        if self._out is not None:
            with suppress(OSError):  # What could not be written is not written now either.
                self._out.close()
        if self._path is not None:
            self._path.unlink(missing_ok=True)
        self._out = self._path = None
