"""What a measurement ran on, and of which commit."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from importlib.metadata import version
from pathlib import Path

from benchmarks.contestants import CONTESTANTS

_ROOT = Path(__file__).resolve().parents[2]


def machine() -> dict[str, str]:
    """Return commit, processor, memory, system and versions, by name."""
    memory_gb = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "commit": commit(),
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


def commit() -> str:
    """Return the short name of the commit, with `-dirty` where files differ from it."""
    command = ["git", "describe", "--always", "--dirty", "--exclude=*"]
    try:
        run = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return run.stdout.strip()


def _processor() -> str:
    try:
        named = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
    except OSError:
        named = None
    return named[1] if named else platform.processor() or platform.machine()
