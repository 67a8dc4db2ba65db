"""What a measurement ran on."""

from __future__ import annotations

import os
import platform
import re
from importlib.metadata import version
from pathlib import Path

from benchmarks.contestants import CONTESTANTS


def machine() -> dict[str, str]:
    """Return processor, memory, system and versions, by name."""
    memory_gb = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "memory": f"{memory_gb:.0f} GB",
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "numpy": version("numpy"),
        "whoosh-reloaded": CONTESTANTS["whoosh"].version,
        "sqlite": CONTESTANTS["fts5"].version,
        "tantivy": CONTESTANTS["tantivy"].version,
    }


def _processor() -> str:
    try:
        named = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
    except OSError:
        named = None
    return named[1] if named else platform.processor() or platform.machine()
