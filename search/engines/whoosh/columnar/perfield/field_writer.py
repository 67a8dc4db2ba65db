"""Writes the postings of a Whoosh segment: one container, some sections a field.

The section `fields` (u1) is JSON: {"block": postings whose bounds are kept together,
"fields": {name: {"section": F, "kind": what the values are made of}}}. `field_terms`
describes the sections of a field.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import numpy as np
from whoosh.codec.base import FieldWriter

from search.engines.whoosh.columnar.codec.container import SectionWriter
from search.engines.whoosh.columnar.perfield.posting_buffer import PostingBuffer

#: The version of the sections in a terms file.
TERMS_VERSION = 2


class ColumnarFieldWriter(FieldWriter):  # type: ignore[misc]
    """Takes postings field by field and term by term, in sorted order."""

    def __init__(self, create: Callable[[], SectionWriter], block: int) -> None:
        self._create = create
        self._block = block
        self._sections: SectionWriter | None = None
        self._fields: dict[str, dict[str, str]] = {}
        self._name = ""
        self._field: PostingBuffer | None = None
        self.is_closed = False

    def start_field(self, fieldname: str, fieldobj: Any) -> None:
        self._name = fieldname
        self._field = PostingBuffer(f"f{len(self._fields)}", fieldobj.format, self._block)

    def start_term(self, text: bytes) -> None:
        self._open_field.start_term(text)

    def add(self, docnum: int, weight: float, vbytes: bytes, length: int | None) -> None:
        self._open_field.add(docnum, weight, vbytes, length)

    def finish_term(self) -> None: ...

    def finish_field(self) -> None:
        field = self._open_field
        field.write(self._open_sections)
        self._fields[self._name] = {"section": field.section, "kind": field.kind}
        self._field = None

    def close(self) -> None:
        """Write the list of fields and sync the file."""
        listed = json.dumps({"block": self._block, "fields": self._fields}).encode()
        self._open_sections.add("fields", np.frombuffer(listed, "|u1"))
        self._open_sections.finish()
        self.is_closed = True

    @property
    def _open_sections(self) -> SectionWriter:
        if self._sections is None:
            self._sections = self._create()
        return self._sections

    @property
    def _open_field(self) -> PostingBuffer:
        if self._field is None:
            raise ValueError("no field was started")
        return self._field
