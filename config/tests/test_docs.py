"""The papers say what is true: links lead somewhere, commands and settings exist."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from search.query.parser.query_parser import parse

ROOT = Path(__file__).resolve().parents[2]
PAPERS = sorted((*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")))
MAX_README_LINES = 150


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_links_lead_to_files(paper):
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", paper.read_text(encoding="utf-8"))

    assert [target for target in targets if not (paper.parent / target).exists()] == []


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_management_commands_exist(paper):
    named = set(re.findall(r"manage\.py ([a-z_]+)", paper.read_text(encoding="utf-8")))

    assert named - {*get_commands(), "help"} == set()


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_make_targets_exist(paper):
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([\w./-]+):", makefile, re.MULTILINE))
    named = set(re.findall(r"`make ([a-z.][\w./-]*)", paper.read_text(encoding="utf-8")))

    assert named <= targets


def test_readme_is_short():
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()

    assert len(lines) <= MAX_README_LINES


def test_settings_page_names_every_environment_variable():
    read = "".join(
        path.read_text(encoding="utf-8")
        for path in (
            *(ROOT / "config").glob("*.py"),
            ROOT / "search/management/commands/serve.py",
            ROOT / "Makefile",
        )
    )
    pattern = r"env\.\w+\(\s*\"([A-Z_]+)\"|environ\.get\(\"([A-Z_]+)\"|^(PORT)\b"
    used = {name for match in re.findall(pattern, read, re.MULTILINE) for name in match if name}
    page = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    told = {
        name
        for row in re.findall(r"^\| (`.+?) \|", page, re.MULTILINE)
        for name in re.findall(r"`([A-Z_]+)`", row)
    }

    assert told == used | {"DATABASE_URL"}


def test_example_queries_are_read_without_repair():
    page = (ROOT / "docs/searching.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`.+?`) \|", page, re.MULTILINE)
    queries = [query for row in rows for query in re.findall(r"`([^`]+)`", row)]

    assert len(queries) > 20
    for query in queries:
        assert parse(query, today=dt.date(2024, 6, 15)).notes == (), query
