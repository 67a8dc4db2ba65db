"""Static files as browsers get them: named after their content, compressed, kept for good.

`make run` and `dateline run` collect them once for each version into a folder of the data
folder, named after what went into it. Where that folder is absent (tests, a read-only data
folder, another server than ours) files are served as they lie in the source.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

#: In django-htmx's package, but on no page.
_IGNORED = ["htmax-*", "htmx-4*", "htmx-2.js", "ext", "*.txt", "*.md"]
_MANIFEST = "staticfiles.json"


def folder_for(data_dir: Path, sources: Iterable[Path]) -> Path:
    """Return the folder for the files of `sources`: another one as soon as any of them changes."""
    digest = hashlib.sha256()
    for source in sources:
        for path in sorted(source.rglob("*.*")):
            facts = path.stat()
            digest.update(f"{path}\0{facts.st_size}\0{facts.st_mtime_ns}\n".encode())
    return data_dir / "static" / digest.hexdigest()[:16]


def is_collected(folder: Path) -> bool:
    """Return whether `collect` has filled this folder."""
    return (folder / _MANIFEST).is_file()


def collect(folder: Path) -> None:
    """Fill `folder` with all static files, whole at once, and remove those of other versions.

    Does nothing where it is filled. Raises OSError where nothing can be written.
    """
    from django.conf import settings  # noqa: PLC0415 - settings import this module
    from django.contrib.staticfiles.finders import get_finders  # noqa: PLC0415
    from whitenoise.storage import CompressedManifestStaticFilesStorage  # noqa: PLC0415

    if is_collected(folder):
        return
    made = folder.with_name(f"new-{os.getpid()}")
    shutil.rmtree(made, ignore_errors=True)
    storage = CompressedManifestStaticFilesStorage(location=made, base_url=settings.STATIC_URL)
    found = {}
    for finder in get_finders():
        for name, source in finder.list(_IGNORED):
            with source.open(name) as file:
                storage.save(name, file)
            found[name] = (storage, name)
    for _, _, failure in storage.post_process(found):
        if isinstance(failure, Exception):
            raise failure
    made.replace(folder)
    for other in folder.parent.iterdir():
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)
