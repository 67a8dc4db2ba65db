"""The desk's first page: what waits and runs, for those who may see it."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from corpus.accounts.roles import Role, give
from corpus.models import Feed, ImportBatch, Job

pytestmark = pytest.mark.django_db


def desk(client: Client, role: Role) -> str:
    person = User.objects.create_user("mara", password="correct horse staple")
    give(person, role)
    client.force_login(person)
    return re.sub(r"\s+", " ", client.get("/desk/").content.decode())


def test_running_import_is_shown_with_its_share(client: Client):
    job = Job.objects.create(kind="import", state=Job.State.RUNNING, done=41, total=100)
    ImportBatch.objects.create(paths=["/x/week.zip"], job=job)
    page = desk(client, Role.EDITOR)
    assert "Running: week.zip – 41 %</a>" in page
    assert "1 running, 0 waiting" in page


def test_last_import_tells_what_it_added(client: Client):
    ImportBatch.objects.create(added=1_234, finished=timezone.now())
    assert re.search(r"1,234 articles added (now|\d+ seconds? ago)", desk(client, Role.EDITOR))


def test_failing_feed_and_failed_job_are_urgent(client: Client):
    Feed.objects.create(address="https://wire.example/rss", failures=2, fetched=timezone.now())
    Job.objects.create(kind="import", state=Job.State.FAILED, finished=timezone.now())
    page = desk(client, Role.ADMINISTRATOR)
    assert '<li class="urgent"><a href="/desk/feeds/">1 cannot be read</a></li>' in page
    assert '<li class="urgent">1 failed since yesterday</li>' in page


def test_editor_sees_no_figures_of_administrators(client: Client):
    Feed.objects.create(address="https://wire.example/rss", failures=2)
    page = desk(client, Role.EDITOR)
    assert "cannot be read" not in page
    assert "free on the disk" not in page


def test_administrator_sees_the_disk_and_may_compare(client: Client):
    page = desk(client, Role.ADMINISTRATOR)
    assert "free on the disk" in page
    assert "Compare and check now</button>" in page
