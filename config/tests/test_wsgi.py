"""What the application has done when it is ready for its first request."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_SCRIPT = """
import gc, sys
import config.wsgi
assert gc.isenabled()
assert gc.get_freeze_count() > 100_000
assert {"search.web.views", "corpus.desk.urls"} <= sys.modules.keys()
"""


def test_application_has_imported_its_views_and_frozen_what_stays(tmp_path: Path) -> None:
    environment = os.environ | {"DATELINE_DATA": str(tmp_path)}

    run = subprocess.run(
        [sys.executable, "-c", _SCRIPT],
        cwd=Path(__file__).resolve().parents[2],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 0, run.stderr
