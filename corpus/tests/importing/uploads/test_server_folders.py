from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.importing.file_walk import FoundFile, Obstacle
from corpus.importing.uploads import server_folders
from corpus.importing.uploads.server_folders import FolderRefusedError
from corpus.models import ImportBatch

pytestmark = pytest.mark.django_db


@pytest.fixture
def root(tmp_path, settings):
    """A folder that may be read, with ways out of it, beside one that may not."""
    root = tmp_path / "root"
    (root / "press").mkdir(parents=True)
    (root / "press" / "talks.txt").write_text("Talks begin in the town.")
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "key.txt").write_text("The key lies under the mat.")
    (root / "press" / "out").symlink_to(tmp_path / "secret")
    (root / "press" / "key.txt").symlink_to(tmp_path / "secret" / "key.txt")
    settings.CORPUS = replace(settings.CORPUS, import_roots=(str(root),))
    return root


def test_folder_below_a_root_is_read_and_links_out_of_it_are_refused_by_name(root):
    found = server_folders.found(str(root / "press"))

    assert [item.path for item in found if isinstance(item, FoundFile)] == [
        root / "press" / "talks.txt"
    ]
    assert {(item.path, item.reason) for item in found if isinstance(item, Obstacle)} == {
        (str(root / "press" / name), "leads out of the folders that may be read")
        for name in ("out", "key.txt")
    }


@pytest.mark.parametrize(
    "given",
    [
        "{root}/../secret",
        "{root}/press/out",
        "{root}/press/key.txt",
        "{root}/nothing",
        "/",
        "press",
    ],
)
def test_other_paths_are_refused_alike(root, given):
    with pytest.raises(FolderRefusedError, match="no such folder below those"):
        server_folders.checked(given.format(root=root))


@pytest.mark.parametrize("given", ["", "\x00", "~", "-", "a" * 5000])
def test_strange_paths_are_refused(root, given):
    with pytest.raises(FolderRefusedError):
        server_folders.checked(given)


def test_page_offers_no_folder_unless_a_root_is_named(desk, settings):
    settings.CORPUS = replace(settings.CORPUS, import_roots=())

    page = desk.get("/desk/import/").content.decode()
    answer = desk.post("/desk/import/folder", {"path": "/etc"})

    assert "A folder on the server" not in page
    assert answer.status_code == 422
    assert ImportBatch.objects.count() == 0


def test_page_takes_a_folder(desk, root):
    answer = desk.post("/desk/import/folder", {"path": f"{root}/press"})

    batch = ImportBatch.objects.get()
    assert answer.url == batch.get_absolute_url()
    assert (batch.how, batch.paths) == ("folder", [f"{root}/press"])


def test_page_says_why_a_folder_is_refused(desk, root):
    answer = desk.post("/desk/import/folder", {"path": "/etc"})

    assert "There is no such folder below those that imports may read." in answer.content.decode()
