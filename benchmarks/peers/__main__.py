"""`make peers`: run the tests of Whoosh and django-haystack on our codec and index."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection, Mapping
from pathlib import Path

from benchmarks.harness.machine import commit
from benchmarks.peers import haystack_suite
from benchmarks.peers import whoosh_suite as suite
from benchmarks.peers.haystack_speed import SpeedRun
from benchmarks.peers.whoosh_suite import Outcome

PARTS = ("whoosh", "haystack", "speed")


def main() -> int:
    """Run the parts asked for; return 1 where a test fails that is not known to."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=__doc__)
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--documents", type=int, default=30_000, help="articles searched")
    parser.add_argument("--indexes", type=Path, help="folder that keeps what is searched")
    options = parser.parse_args()
    print(f"commit {commit()}", flush=True)
    # Building what is searched takes longest: it goes on beside the tests.
    speed = SpeedRun(options.documents, options.indexes) if "speed" in options.parts else None
    try:
        sound = "whoosh" not in options.parts or _whoosh()
        sound = ("haystack" not in options.parts or _haystack()) and sound
        if speed:
            speed.print_table()
    finally:
        if speed:
            speed.close()
    return 0 if sound else 1


def _whoosh() -> bool:
    stock, codec, index = (run() for run in (suite.run_stock, suite.run_codec, suite.run_index))
    for name in sorted((codec.failed | index.failed) & set(suite.EXPECTED_OF_INDEX)):
        print(f"  {name}: {suite.EXPECTED_OF_INDEX[name]}")
    exact = suite.run_without_rounding()
    print(f"  without that rounding: passed {exact.passed} of {exact.total}")
    sound = _report_unknown(codec.failed - stock.failed, suite.EXPECTED_FAILURES)
    sound &= _report_unknown(index.failed - stock.failed, suite.EXPECTED_OF_INDEX)
    print(_line("whoosh-reloaded 2.7.5, our codec", codec, stock))
    print(_line("whoosh-reloaded 2.7.5, our index", index, stock), flush=True)
    return sound and not exact.failed


def _haystack() -> bool:
    stock = haystack_suite.run_tests("whoosh")
    sound = True
    for index, title in (("codec", "codec"), ("columnar", "index")):
        ours = haystack_suite.run_tests(index)
        sound &= _report_unknown(ours.failed - stock.failed, {})
        print(_line(f"django-haystack 3.4.0, our {title}", ours, stock), flush=True)
    return sound


def _report_unknown(failed: Collection[str], known: Mapping[str, str]) -> bool:
    unknown = sorted(set(failed) - set(known))
    for name in unknown:
        print(f"  FAILED {name}")
    return not unknown


def _line(name: str, ours: Outcome, stock: Outcome) -> str:
    return f"{name}: passed {ours.passed} of {ours.total} (own codec: {stock.passed})"


if __name__ == "__main__":
    sys.exit(main())
