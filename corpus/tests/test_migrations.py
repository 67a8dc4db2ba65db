"""The way from an early schema to today's, and back: nothing of the archive is lost."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from corpus.models import Article
from corpus.tests.factories import stored

EARLY = "0004_source_aliases"


@pytest.fixture(autouse=True)
def _no_index(settings: Any) -> None:
    settings.CORPUS = replace(settings.CORPUS, after_write="")


@pytest.mark.django_db
def test_models_are_as_the_migrations_make_them():
    call_command("makemigrations", "corpus", check=True, dry_run=True, verbosity=0)


def test_migrations_stand_in_one_row():
    graph = MigrationLoader(None).graph
    ours = [node for node in graph.nodes.values() if node.app_label == "corpus"]

    names = [{name for app, name in node.dependencies if app == "corpus"} for node in ours]

    assert len(graph.leaf_nodes("corpus")) == 1
    assert sorted(len(before) for before in names) == [0] + [1] * (len(ours) - 1)


@pytest.mark.django_db(transaction=True)
def test_archive_survives_the_way_back_and_forth():
    stored("/a", text="Talks began.\nThey ended.")
    stored("/b", text="The ferry was late.", source="Harbour Gazette")
    before = list(Article.objects.order_by("pk").values())

    try:
        call_command("migrate", "corpus", EARLY, verbosity=0)
        with connection.cursor() as cursor:
            tables = connection.introspection.table_names(cursor)
        assert "corpus_changeset" not in tables
    finally:
        call_command("migrate", verbosity=0)

    assert list(Article.objects.order_by("pk").values()) == before
