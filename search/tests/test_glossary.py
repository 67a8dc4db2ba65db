"""The field's words: the glossary names real places, and the old private words stay out."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GLOSSARY = ROOT / "docs" / "glossary.md"
COLUMNAR = "search/engines/whoosh/"
#: Words of an older private vocabulary, as parts of the names of functions and classes.
BANNED = {
    *("told", "tell", "tells", "said", "asked", "held", "standing", "slot", "slots", "lot", "lots"),
    *("door", "doors", "mended", "settle", "settled", "settling", "whence"),
}
CODE = [
    path
    for folder in ("config", "search")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "tests" not in path.parts
]


def test_glossary_names_only_places_that_exist():
    places = re.findall(r"`([a-z_]+/[a-z_/.0-9]*)`", GLOSSARY.read_text(encoding="utf-8"))

    missing = [
        place
        for place in places
        if not ((ROOT / place).exists() or (ROOT / COLUMNAR / place).exists())
    ]

    assert len(places) > 20
    assert missing == []


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_names_use_the_words_of_the_field(path: Path):
    names = [
        node.name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    ]

    assert [name for name in names if _parts(name) & BANNED] == []


def _parts(name: str) -> set[str]:
    return set(re.findall(r"[a-z]+", re.sub(r"([A-Z])", r"_\1", name).lower()))
