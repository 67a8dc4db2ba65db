"""Import the 21,578 Reuters stories and search them as a reader would.

`python -m benchmarks.reuters` runs `manage.py ingest` on the dump in a data folder of its
own, then asks for 200 result pages through the whole stack but the network.
"""

from __future__ import annotations

import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DUMP = ROOT.parent / "shared" / "corpora" / "reuters21578.jsonl.xz"
_WORDS = ("grain", "oil", "opec", "bank", "japan", "wheat", "dollar", "merger", "strike", "tax")
_SHAPES = ("{0}", "{0} {1}", "{0} OR {1}", '"{0} {1}"', "{0}*", "{0} -{1}", "{0} after:1987-03-15")


def main() -> None:
    """Print what importing and searching took."""
    with tempfile.TemporaryDirectory(prefix="dateline-reuters-") as folder:
        os.environ["DATELINE_DATA"] = folder
        manage = [sys.executable, str(ROOT / "manage.py")]
        subprocess.run([*manage, "migrate", "-v0"], check=True)
        start = time.perf_counter()
        said = subprocess.run(
            [*manage, "ingest", str(DUMP)], check=True, capture_output=True, text=True
        ).stdout
        seconds = time.perf_counter() - start
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        print(said.splitlines()[-1])
        print(f"import: {seconds:.1f} s, {21_578 / seconds:,.0f} articles a second")
        print(f"peak memory: {used.ru_maxrss / 1024:.0f} MB")
        _search()


def _search() -> None:
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    queries = [
        shape.format(word, other)
        for shape in _SHAPES
        for word in _WORDS
        for other in _WORDS[:3]
        if word != other
    ][:200]
    whole, engine = [], []
    for query in queries:
        start = time.perf_counter()
        page = client.get("/", {"q": query}).content.decode()
        whole.append((time.perf_counter() - start) * 1000)
        assert re.search(r'role="status"', page)
        engine.append(client.get("/", {"q": query, "format": "json"}).json()["took_ms"])
    for name, times in (("whole page", whole), ("of that, `took_ms`", engine)):
        p95 = statistics.quantiles(times, n=20)[-1]
        print(f"{name}: median {statistics.median(times):.0f} ms, 95 % within {p95:.0f} ms")


if __name__ == "__main__":
    main()
