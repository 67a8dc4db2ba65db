"""How many examples the laws (Hypothesis) try, chosen by `DATELINE_LAWS`.

`dev`, the default, tries at most 25 and always the same ones; `ci` tries as many as each law
asks for, always the same ones; `nightly` tries thousands, new ones each night.
"""

from __future__ import annotations

import os

from hypothesis import settings

PROFILE = os.environ.get("DATELINE_LAWS", "dev")
MAX_DEV_EXAMPLES = 25
MIN_NIGHTLY_EXAMPLES = 2_000

settings.register_profile("dev", deadline=None, derandomize=True, max_examples=MAX_DEV_EXAMPLES)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.register_profile(
    "nightly", deadline=None, print_blob=True, max_examples=MIN_NIGHTLY_EXAMPLES
)


def examples(wanted: int) -> int:
    """Return how many examples a law tries that asks for `wanted` of them in `ci`."""
    if PROFILE == "dev":
        return min(wanted, MAX_DEV_EXAMPLES)
    return wanted if PROFILE == "ci" else max(10 * wanted, MIN_NIGHTLY_EXAMPLES)
