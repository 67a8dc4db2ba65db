"""The rules that keep the parts apart and the pages safe, held by reading the source."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

from search.tests.web.who_may import ADDRESSES, table

ROOT = Path(__file__).resolve().parents[2]
ARCHITECTURE = ROOT / "ARCHITECTURE.md"
MAX_LINES = 400
MAX_FUNCTION_LINES = 50
MAX_MODULES = 15
#: Names that Django or a package's layout give to several modules.
SHARED_NAMES = {"__init__", "apps", "urls", "base", "engine"}

FOLDERS = ("config", "corpus", "search", "benchmarks")
SOURCES = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))
CODE = [path for path in SOURCES if "tests" not in path.parts and "migrations" not in path.parts]
TEMPLATES = sorted((ROOT / "templates").rglob("*.*"))


def within(folder: str) -> list[Path]:
    return [path for path in CODE if path.is_relative_to(ROOT / folder)]


def test_commands_hold_no_logic():
    commands = [path for path in CODE if "commands" in path.parts]

    assert [path.name for path in commands if len(path.read_text().splitlines()) > 120] == []


def test_files_are_short():
    too_long = {
        str(path.relative_to(ROOT)): lines
        for path in CODE
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MAX_LINES
    }

    assert too_long == {}


def test_functions_are_short():
    too_long = [
        f"{path.relative_to(ROOT)}: {node.name}"
        for path in (*within("corpus"), *within("search"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
        and (node.end_lineno or 0) - node.lineno >= MAX_FUNCTION_LINES
    ]

    assert too_long == []


def test_names_say_what_a_module_is_for():
    unwanted = {"utils", "helpers", "services", "signals", "constants", "mixins"}

    assert [path for path in SOURCES if path.stem in unwanted] == []


def test_folders_hold_few_modules():
    folders = Counter(path.parent for path in CODE if path.stem != "__init__")

    assert {str(each): n for each, n in folders.items() if n > MAX_MODULES} == {}


def test_module_names_are_unique():
    modules = (*within("corpus"), *within("search"), *within("config"))
    names = Counter(
        path.stem
        for path in modules
        if "commands" not in path.parts and path.stem not in SHARED_NAMES
    )

    assert sorted(name for name, count in names.items() if count > 1) == []


def test_public_class_names_are_unique():
    classes = Counter(
        node.name
        for path in (*within("corpus"), *within("search"), *within("config"))
        if "commands" not in path.parts
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )

    assert sorted(name for name, count in classes.items() if count > 1) == []


@pytest.mark.parametrize(
    "banned", [r"mark_safe|SafeString", r"csrf_exempt", r"\bpickle\b", r"except Exception:\s*pass"]
)
def test_code_never_uses(banned):
    pattern = re.compile(banned)
    found = [path for path in CODE if pattern.search(path.read_text(encoding="utf-8"))]

    assert found == []


def test_only_the_module_that_escapes_makes_markup():
    pattern = re.compile(r"__html__|\bHtml\(|cast\(\W?Html")
    found = [
        path.name
        for path in CODE
        if path.stem != "escaping" and pattern.search(path.read_text(encoding="utf-8"))
    ]

    assert found == []


def test_markup_is_filled_into_templates_written_in_the_code():
    """What a template of `fill` holds is not escaped, so nothing may be put together there."""
    wrong = [
        f"{path.name}: {ast.unparse(call)}"
        for path in within("search")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "fill"
        and not _is_constant(call.args[0])
    ]

    assert wrong == []


def _is_constant(template: ast.expr) -> bool:
    """Return whether an expression is text in the code, or the names of such, as `_CAPITALS`."""
    if isinstance(template, ast.IfExp):
        return _is_constant(template.body) and _is_constant(template.orelse)
    if isinstance(template, ast.Name):
        return template.id.isupper()
    return isinstance(template, ast.Constant) and isinstance(template.value, str)


def test_templates_exist():
    assert len(TEMPLATES) > 10


@pytest.mark.parametrize(
    "banned",
    [
        r"\|\s*safe\b",
        r"\|\s*safeseq\b",
        r"autoescape\s+off",
        r"<style\b",
        r"\sstyle\s*=",
        r"<script\b(?![^>]*\bsrc=)",
        r"\son[a-z]+\s*=",
        r"(?:src|href)\s*=\s*[\"']https?:",
        r"hx-on|javascript:",
    ],
)
def test_templates_never_use(banned):
    pattern = re.compile(banned, re.IGNORECASE)
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in TEMPLATES
        for match in pattern.finditer(path.read_text(encoding="utf-8"))
    ]

    assert found == []


def test_architecture_names_every_module():
    text = ARCHITECTURE.read_text(encoding="utf-8")
    described_by_room = ("engines", "parsers", "models", "desk", "management", "templatetags")

    unnamed = [
        str(path.relative_to(ROOT))
        for path in (*within("corpus"), *within("search"))
        if not set(described_by_room) & set(path.parts)
        and path.name not in ("__init__.py", "apps.py", "urls.py")
        and f"{path.stem}.py" not in text
        and f"`{path.stem}`" not in text
    ]

    assert unnamed == []


def test_architecture_names_only_files_that_exist():
    text = ARCHITECTURE.read_text(encoding="utf-8")
    folders = ("corpus", "search", "config", "benchmarks", "templates", "static")
    there = [f"/{path}" for folder in folders for path in (ROOT / folder).rglob("*.*")]

    named = set(re.findall(r"(?<![\w/])[a-z][\w/]*\.(?:py|html|css|js)\b", text))

    assert [name for name in sorted(named) if not any(p.endswith(f"/{name}") for p in there)] == []


def test_fragments_are_named_as_their_root():
    """So that what htmx is given can take the place of what stands there."""
    unlike = [
        str(path.relative_to(ROOT))
        for path in TEMPLATES
        if path.name.startswith("_")
        and (root := re.search(r"<\w[^>]*", path.read_text(encoding="utf-8")))
        and not re.search(rf'\bid="{path.stem[1:].replace("_", "[-_]")}"', root.group())
    ]

    assert unlike == []


def test_table_of_who_may_do_what_has_a_row_for_every_address():
    """Who adds a page says in `who_may.py` who may reach it; `test_authorisation.py` holds it."""
    assert sorted(table()) == sorted({address.name for address in ADDRESSES})
