"""Requests as browsers send them: the test client drops the folders in files' names."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.test import Client

TALKS = b"date 2022-02-04 Talks begin in the harbour town\n\nThe envoys met and said little.\n"


def text(number: int) -> bytes:
    return f"Talks number {number}\n\nThe envoys met for round {number}.\n".encode()


def body(files: Mapping[str, bytes], *, cut: bool = False) -> tuple[bytes, str]:
    """The body of a multipart request, and its content type; `cut` loses its end."""
    boundary = uuid.uuid4().hex
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="files"; '
        f'filename="{name}"\r\nContent-Type: text/plain\r\n\r\n'.encode()
        + data
        + b"\r\n"
        for name, data in files.items()
    ]
    whole = b"".join(parts) + f"--{boundary}--\r\n".encode()
    return whole[: len(b"".join(parts)) - 10] if cut else whole, boundary


def send(
    client: Client,
    files: Mapping[str, bytes],
    path: str = "/desk/import/files",
    *,
    cut: bool = False,
    **headers: str,
) -> Any:
    """Post files with their folders, as a form or, asked for JSON, as a script does."""
    data, boundary = body(files, cut=cut)
    return client.generic(
        "POST", path, data, f"multipart/form-data; boundary={boundary}", headers=headers or None
    )


def send_json(client: Client, files: Mapping[str, bytes], path: str = "/desk/import/files") -> Any:
    return send(client, files, path, Accept="application/json").json()
