"""Stored values as JSON: what a Whoosh field stores, but never code.

Text, numbers, booleans and None are themselves; lists stay lists; other types are objects
of one key that names the type.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
from typing import Any


def dump(values: dict[str, Any]) -> bytes:
    """Return `values` as JSON. Raises TypeError for a type that is not provided for."""
    written = {name: _encode(value) for name, value in values.items()}
    return json.dumps(written, separators=(",", ":")).encode()


def load(data: bytes) -> dict[str, Any]:
    """Read what `dump` wrote."""
    if not data:
        return {}
    return {name: _decode(value) for name, value in json.loads(data).items()}


def _encode(value: Any) -> Any:
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, list):
        return [_encode(item) for item in value]
    if isinstance(value, tuple):
        return {"tuple": [_encode(item) for item in value]}
    if isinstance(value, bytes):
        return {"bytes": base64.b64encode(value).decode()}
    if isinstance(value, dt.datetime):
        return {"datetime": value.isoformat()}
    if isinstance(value, dt.date):
        return {"date": value.isoformat()}
    raise TypeError(f"a stored value may not be a {type(value).__name__}")


def _decode(value: Any) -> Any:
    if isinstance(value, list):
        return [_decode(item) for item in value]
    if not isinstance(value, dict):
        return value
    [(kind, written)] = value.items()
    if kind == "tuple":
        return tuple(_decode(item) for item in written)
    if kind == "bytes":
        return base64.b64decode(written)
    return (dt.datetime if kind == "datetime" else dt.date).fromisoformat(written)
