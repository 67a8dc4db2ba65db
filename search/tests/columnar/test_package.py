"""The columnar package stands alone, and the default engine stands on Whoosh."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

from search.engines.whoosh import columnar

_ROOT = Path(columnar.__file__).parent
_PACKAGE = "search.engines.whoosh.columnar"
_ALLOWED = {*sys.stdlib_module_names, "numpy", "whoosh", "filelock"}

#: Starts the default engine in a process that cannot import Whoosh.
_WITHOUT_WHOOSH = """
import sys
sys.modules["whoosh"] = None
import django
django.setup()
from search.engines import get_engine
get_engine()
"""


def test_columnar_imports_numpy_whoosh_filelock_and_the_standard_library_alone():
    foreign = {
        f"{path.relative_to(_ROOT)}: {name}"
        for path in _ROOT.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in _imported(node)
        if not name.startswith(_PACKAGE) and name.split(".")[0] not in _ALLOWED
    }

    assert foreign == set()


def test_default_engine_does_not_start_without_whoosh():
    done = subprocess.run(
        [sys.executable, "-c", _WITHOUT_WHOOSH],
        env={"DJANGO_SETTINGS_MODULE": "config.settings", "DATELINE_SECRET_KEY": "x" * 50},
        cwd=_ROOT.parents[3],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode != 0
    assert "No module named 'whoosh" in done.stderr


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [str(node.module)] if isinstance(node, ast.ImportFrom) else []
