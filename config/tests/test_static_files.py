from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from whitenoise.middleware import WhiteNoiseMiddleware

from config.static_files import collect, folder_for, is_collected

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def collected(tmp_path_factory) -> Path:
    folder: Path = tmp_path_factory.mktemp("data") / "static" / "version"
    collect(folder)
    return folder


def names(folder: Path) -> dict[str, str]:
    """Return the fingerprinted name of each file."""
    paths: dict[str, str] = json.loads((folder / "staticfiles.json").read_text())["paths"]
    return paths


def test_every_file_of_ours_is_fingerprinted(collected):
    ours = {
        str(path.relative_to(ROOT / "static"))
        for path in (ROOT / "static").rglob("*.*")
        if path.suffix in (".css", ".js", ".svg", ".woff2")
    }

    assert ours <= names(collected).keys()
    assert all(re.search(r"\.[0-9a-f]{12}\.", name) for name in names(collected).values())


def test_compressed_copies_hold_the_same_bytes(collected):
    for name in ("css/base.css", "js/search.js", "django_htmx/htmx-2.min.js"):
        plain = collected / names(collected)[name]
        assert gzip.decompress(Path(f"{plain}.gz").read_bytes()) == plain.read_bytes()
        assert brotli.decompress(Path(f"{plain}.br").read_bytes()) == plain.read_bytes()


def test_stylesheet_leads_to_fingerprinted_fonts(collected):
    css = (collected / names(collected)["css/base.css"]).read_text()

    fonts = re.findall(r'url\("../(fonts/[^"]+)"\)', css)
    assert fonts
    assert set(fonts) <= set(names(collected).values())


def test_what_is_named_after_its_content_is_kept_for_good(collected, settings, rf):
    settings.STATIC_ROOT = str(collected)
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    serve = WhiteNoiseMiddleware(lambda request: None)

    answer = serve(rf.get(f"/static/{names(collected)['css/base.css']}", HTTP_ACCEPT_ENCODING="br"))

    assert "immutable" in answer["Cache-Control"]
    assert answer["Content-Encoding"] == "br"


def test_folder_changes_with_any_file(tmp_path):
    (tmp_path / "a.css").write_text("a { color: red }")
    before = folder_for(tmp_path / "data", [tmp_path])
    (tmp_path / "b.css").write_text("b { color: red }")

    assert folder_for(tmp_path / "data", [tmp_path]) != before


def test_collecting_again_changes_nothing_and_a_new_version_replaces_the_old(tmp_path):
    old, new = tmp_path / "static" / "old", tmp_path / "static" / "new"
    collect(old)
    marked = old / "staticfiles.json"
    marked.write_text(marked.read_text() + " ")
    collect(old)

    assert marked.read_text().endswith(" ")

    collect(new)
    assert is_collected(new)
    assert not old.exists()


@pytest.mark.process
def test_settings_serve_collected_files_where_they_are(tmp_path):
    shown = "from django.templatetags.static import static; print(static('css/base.css'))"

    def address() -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", "shell", "--no-imports", "-c", shown],
            cwd=ROOT, env={"DATELINE_DATA": str(tmp_path), "PATH": "/usr/bin:/bin"},
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        return done.stdout.split()[-1]

    assert address() == "/static/css/base.css"
    collect(tmp_path / "static" / settings.STATIC_FOLDER.name)
    assert re.fullmatch(r"/static/css/base\.[0-9a-f]{12}\.css", address())
