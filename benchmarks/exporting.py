"""How fast all articles of an archive are exported, and in how much memory.

    DATELINE_DATA=folder python -m benchmarks.exporting

Prints, for each format, rows a second of processor time and the memory added to an idle process.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any

FORMATS = ("csv", "csv&text=1", "jsonl", "ris", "bib", "csl", "md", "xlsx", "zip")
_MEGABYTE = 2**20


def resident_bytes() -> int:
    """Return the memory of this process that is in RAM (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def main() -> None:
    """Export everything in each format and print a line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    total = client.get("/?format=json").json()["total"]
    idle = resident_bytes()
    for name in FORMATS:
        began, most, size = time.process_time(), idle, 0
        response: Any = client.get(f"/?format={name}")
        for block in response.streaming_content:
            size += len(block)
            most = max(most, resident_bytes())
        seconds = time.process_time() - began
        sys.stdout.write(
            f"{name:12} {total / seconds:8,.0f} rows/s  {size / _MEGABYTE:7.1f} MB"
            f"  +{(most - idle) / _MEGABYTE:.0f} MB memory\n"
        )


if __name__ == "__main__":
    main()
