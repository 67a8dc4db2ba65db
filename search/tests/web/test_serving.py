from __future__ import annotations

import os
import socket
import subprocess
import sys
from io import StringIO

import pytest
from django.core.management.base import CommandError, OutputWrapper
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from corpus.importing.pipeline import ingest
from corpus.models import Article, ImportBatch
from search.engines import get_engine
from search.engines.base import EngineError
from search.indexing import drain
from search.query.nodes import Everything
from search.web import serving

pytestmark = pytest.mark.django_db

HINT = "Nobody may curate yet: `manage.py createsuperuser` makes an administrator.\n"


def _prepare() -> str:
    out = StringIO()
    serving.prepare(OutputWrapper(out))
    return out.getvalue()


def test_first_start_imports_and_indexes_the_samples():
    told = _prepare()

    assert Article.objects.count() >= 48
    assert get_engine().count(Everything()) == Article.objects.count()
    assert f"added {Article.objects.count()}, updated 0, unchanged 0, failed 0" in told


def test_second_start_imports_nothing():
    _prepare()
    Article.objects.discard_many(Article.objects.all())

    assert _prepare() == HINT
    assert get_engine().count(Everything()) == 0


def test_first_start_that_was_cut_short_is_finished(settings):
    ImportBatch.objects.create(paths=[str(settings.SITE_DIR / "seeds")])

    _prepare()

    assert Article.objects.count() >= 48


def test_start_with_articles_of_ones_own_imports_no_samples(tmp_path):
    (tmp_path / "a.txt").write_text("Talks began in the harbour town on Friday, officials said.")
    ingest([tmp_path])

    _prepare()

    assert Article.objects.count() == 1


def test_start_after_an_import_that_was_killed_imports_no_samples():
    ImportBatch.objects.create(paths=["/home/me/articles"])

    _prepare()

    assert Article.objects.count() == 0


def test_database_of_a_newer_version_is_refused():
    MigrationRecorder(connection).record_applied("corpus", "9999_from_the_future")

    with pytest.raises(CommandError, match="9999_from_the_future"):
        _prepare()


def test_unusable_index_is_told_and_does_not_stop_the_start(monkeypatch):
    def fail() -> None:
        raise EngineError("disk full")

    _prepare()
    monkeypatch.setattr(drain, "drain", fail)

    assert _prepare() == "The search index is not available: disk full\n" + HINT


def test_start_with_an_administrator_says_nothing(django_user_model):
    _prepare()
    django_user_model.objects.create_superuser("chief", password="-")

    assert _prepare() == ""


def test_serve_becomes_the_supervisor_on_the_port_asked_for(monkeypatch, settings):
    calls: list[list[str]] = []
    monkeypatch.setattr(os, "execv", lambda path, arguments: calls.append(arguments))
    monkeypatch.setattr(subprocess, "call", lambda command: 0)
    monkeypatch.setenv("PORT", "1")
    monkeypatch.setenv("DATELINE_DATA", "")

    with pytest.raises(SystemExit):
        serving.serve(8123)

    assert os.environ["PORT"] == "8123"
    assert os.environ["DATELINE_DATA"] == str(settings.DATA_DIR)
    assert calls[0][:3] == [sys.executable, "-m", "config.supervisor"]
    assert calls[0][3:7] == ["--host", "127.0.0.1", "--port", "8123"]


def test_busy_port_is_named_with_another_to_choose():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(CommandError, match=rf"port {port}: .*PORT=\d+ make run"):
            serving.refuse_busy_port(port, "127.0.0.1")
