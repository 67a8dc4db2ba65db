"""The sample articles, and how to be rid of them."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from corpus.accounts.roles import Role, give
from corpus.importing.pipeline import ingest
from corpus.models import Article
from corpus.operations import sample_articles
from corpus.operations.sample_articles import remove_samples, samples_batch

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _samples(settings, tmp_path, monkeypatch):
    """Two samples, and an article of one's own."""
    settings.CORPUS = replace(settings.CORPUS, after_write="")
    folder = tmp_path / "seeds"
    folder.mkdir()
    monkeypatch.setattr(sample_articles, "samples_folder", lambda: folder)
    (folder / "a.txt").write_text("Talks begin\n\nThey met on Friday.")
    (folder / "b.txt").write_text("Talks end\n\nThey left on Friday.")
    (tmp_path / "own.txt").write_text("Own\n\nIt stays.")
    ingest([folder])
    ingest([tmp_path / "own.txt"])


def test_samples_go_and_other_articles_stay():
    assert remove_samples() == 2

    assert [article.title for article in Article.objects.all()] == ["Own"]
    assert samples_batch() is None
    assert remove_samples() == 0


def test_command_says_what_it_removed():
    output = io.StringIO()

    call_command("remove_samples", stdout=output)
    call_command("remove_samples", stdout=output)

    assert output.getvalue().splitlines() == ["removed 2 sample articles", "no samples held"]


def test_import_page_offers_to_remove_them_while_they_are_held(client):
    user = User.objects.create_user("ida")
    give(user, Role.EDITOR)
    client.force_login(user)
    batch = samples_batch()
    assert batch is not None

    offered = client.get("/desk/import/").content.decode()
    remove_samples()

    assert f'href="/desk/imports/{batch.pk}/undo">Remove the samples' in offered
    assert "Remove the samples" not in client.get("/desk/import/").content.decode()
