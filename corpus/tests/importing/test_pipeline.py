"""Imports: what comes in, what is named, and that running again changes nothing."""

from __future__ import annotations

import gzip
import io
import json
import lzma
import os
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError

from corpus.importing import record_reader
from corpus.importing.import_options import ImportOptions
from corpus.importing.pipeline import ingest
from corpus.models import Article, ImportBatch, ImportFailure, OutboxEntry

pytestmark = pytest.mark.django_db

PROSE = "The ministers met for three hours on Friday and agreed to meet again in the spring."
GOOD = f"Talks begin\n\n{PROSE}\n"


@pytest.fixture(autouse=True)
def _nobody_listens(settings):
    settings.CORPUS = replace(settings.CORPUS, after_write="")


def write(folder: Path, **files: str | bytes) -> Path:
    """Write files (their names with _ for the dot)."""
    for name, content in files.items():
        data = content.encode() if isinstance(content, str) else content
        (folder / name.replace("_", ".")).write_bytes(data)
    return folder


def dump(*records: dict[str, Any]) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


def test_the_sample_documents_come_out_as_expected(shared):
    report = ingest([shared / "seeds"])

    assert report.summary == "added 5, updated 0, unchanged 0, failed 0"
    for expected in json.loads((shared / "seeds" / "expected.json").read_text()):
        article = Article.objects.get(origin__endswith=expected["file"])
        assert article.title.startswith(expected["title_starts"])
        assert article.title_origin == expected["title_origin"]
        assert str(article.published or "") == (expected["date"] or "")
        assert article.date_precision == expected["date_precision"]
        assert article.date_origin == expected["date_origin"]
        assert (article.source.name if article.source else None) == expected.get("source")
        assert [line["text"] for line in article.hidden_lines] == expected["hidden_lines"]
        assert all(line["reason"] for line in article.hidden_lines)
        kept = article.text.split("\n")
        assert all(line in kept for line in expected["kept_lines"])
        assert not any(line in kept for line in expected["hidden_lines"])
        start = expected.get("text_must_not_start_with")
        assert not (start and article.text.lstrip().startswith(start))


def test_the_sample_documents_again_are_unchanged(shared):
    ingest([shared / "seeds"])

    report = ingest([shared / "seeds"])

    assert report.summary == "added 0, updated 0, unchanged 5, failed 0"


BAD_FILES: dict[str, tuple[bytes, str]] = {
    "binary.txt": (bytes(range(1, 256)) * 8, "binary data"),
    "empty.txt": (b"", "empty file"),
    "blank.txt": (b" \n\n ", "empty file"),
    "nul.txt": (b"Talks\x00began", "NUL"),
    "surrogate.txt": (b"Talks \xed\xa0\x80 began", "lone surrogates"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "PNG image"),
    "huge.txt": (b"word " * (50 * 2**20 // 5), "too large for one article"),
    "noday.txt": (b"date 2022-02-31 Talks begin\n\nThey met.", "calendar has no such day"),
    "marks.txt": (b"* * *\n", "no words"),
    "dump.jsonl.gz": (gzip.compress(b'{"text": "a"}\n' * 99)[:40], "cut short"),
    "broken.json": (b'[{"text": "a"', "broken JSON in record 1"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_named_with_its_reason_and_the_rest_imported(tmp_path, name):
    data, reason = BAD_FILES[name]
    (tmp_path / name).write_bytes(data)
    write(tmp_path, a_txt=GOOD, z_txt=f"Talks end\n\n{PROSE}")

    report = ingest([tmp_path])

    ((path, said),) = report.failures
    assert Path(path).name == name
    assert reason in said
    assert {"Talks begin", "Talks end"} <= set(Article.objects.values_list("title", flat=True))
    failure = ImportFailure.objects.get()
    assert (failure.path, failure.reason) == (path, said)


def test_missing_paths_and_loops_are_named_and_the_rest_imported(tmp_path):
    write(tmp_path, a_txt=GOOD)
    (tmp_path / "loop").symlink_to(tmp_path)

    report = ingest([tmp_path / "none", tmp_path])

    assert report.summary == "added 1, updated 0, unchanged 0, failed 2"
    assert [reason for _, reason in report.failures] == [
        "no such file or folder",
        "symlink loop: leads back to a folder above it",
    ]


def test_names_that_are_no_text_are_escaped(tmp_path):
    for name in (b"caf\xe9.txt", b"red\x1b[31m\n.txt"):
        Path(os.fsdecode(bytes(tmp_path) + b"/" + name)).write_text(f"{name!r}\n\n{PROSE}")
    Path(os.fsdecode(bytes(tmp_path) + b"/\xff.txt")).touch()
    Path(os.fsdecode(bytes(tmp_path) + b"/\xff.png")).touch()

    report = ingest([tmp_path])

    assert sorted(
        Path(origin).name for origin in Article.objects.values_list("origin", flat=True)
    ) == [
        r"caf\udce9.txt",
        r"red\x1b[31m\n.txt",
    ]
    assert [Path(path).name for path, _ in report.failures] == [r"\udcff.txt"]
    assert [Path(path).name for path, _ in report.passed_over] == [r"\udcff.png"]
    assert ingest([tmp_path]).unchanged == 2


def test_a_reason_is_one_short_line_of_text(tmp_path):
    record = json.dumps({"\ud800\x1b\n": 1, "x" * 10_000: 2}).encode()
    write(tmp_path, d_jsonl=b'{"text": "One."}\n' + record)

    ((_, reason),) = ingest([tmp_path]).failures

    assert reason.startswith(r"no field for its text among: \ud800\x1b, xxx")
    assert len(reason) <= 500


def test_every_encoding_comes_in(tmp_path):
    russian = "Переговоры начались\n\n" + "Министры встретились в пятницу в портовом городе. " * 4
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "koi8-r", "cp1251"):
        (tmp_path / f"{encoding}.txt").write_bytes(f"{encoding} {russian}".encode(encoding))

    ingest([tmp_path])

    assert sorted(Article.objects.values_list("title", flat=True)) == [
        f"{encoding} Переговоры начались"
        for encoding in ("cp1251", "koi8-r", "utf-16", "utf-8", "utf-8-sig")
    ]


@pytest.mark.parametrize(
    ("name", "pack"),
    [("d.jsonl", bytes), ("d.jsonl.xz", lzma.compress), ("d.jsonl.gz", gzip.compress)],
)
def test_a_dump_is_read_record_by_record(tmp_path, name, pack):
    (tmp_path / name).write_bytes(pack(dump({"id": 1, "text": "One."}, {"id": 2, "text": "Two."})))

    report = ingest([tmp_path / name])

    assert report.added == 2
    assert list(Article.objects.order_by("pk").values_list("origin", flat=True)) == [
        f"{tmp_path / name}#1",
        f"{tmp_path / name}#2",
    ]


def test_records_of_one_id_are_both_kept_and_stay_unchanged(tmp_path):
    data = dump({"id": 1, "text": "One."}, {"id": 1, "text": "Two."}, {"id": 1, "text": "One."})
    (tmp_path / "d.jsonl").write_bytes(data)

    assert ingest([tmp_path]).summary == "added 2, updated 0, unchanged 1, failed 0"
    assert ingest([tmp_path]).summary == "added 0, updated 0, unchanged 3, failed 0"


def test_a_long_id_is_known_by_its_digest(tmp_path):
    sizes = (9000, 9000, 9001)
    data = dump(*({"id": "k" * size, "text": "One."} for size in sizes))
    (tmp_path / "d.jsonl").write_bytes(data)

    assert ingest([tmp_path]).summary == "added 2, updated 0, unchanged 1, failed 0"
    assert all(len(origin) < 400 for origin in Article.objects.values_list("origin", flat=True))


def test_an_archive_of_many_formats_is_read_member_by_member(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.writestr("a.txt", GOOD)
        packed.writestr("b/d.jsonl", dump({"id": 1, "text": "One."}))
        packed.writestr("b/empty.txt", "")
        packed.writestr("settings.json", '{"name": "x"}')
        packed.writestr("c.txt", f"Talks end\n\n{PROSE}")

    report = ingest([tmp_path / "a.zip"])

    place = f"{tmp_path}/a.zip!"
    assert report.summary == "added 3, updated 0, unchanged 0, failed 1"
    assert report.failures == [(f"{place}/b/empty.txt", "empty file")]
    assert [path for path, _ in report.passed_over] == [f"{place}/settings.json"]
    assert list(Article.objects.order_by("pk").values_list("origin", flat=True)) == [
        f"{place}/a.txt",
        f"{place}/b/d.jsonl#1",
        f"{place}/c.txt",
    ]
    assert ingest([tmp_path / "a.zip"]).unchanged == 3


def test_a_bomb_is_refused_once_and_costs_no_other_file(tmp_path, monkeypatch):
    monkeypatch.setattr("corpus.importing.decompression._ALWAYS_ALLOWED_BYTES", 100_000)
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        for number in range(50):
            packed.writestr(f"{number}.txt", "word " * 400_000)
    write(tmp_path, z_txt=GOOD)

    report = ingest([tmp_path])

    assert report.failed < 5
    assert "swells" in report.failures[-1][1]
    assert Article.objects.filter(title="Talks begin").exists()


def test_fields_of_dumps_may_be_called_otherwise(tmp_path):
    (tmp_path / "d.jsonl").write_bytes(dump({"kicker": "Talks", "prose": "They met."}))

    report = ingest([tmp_path], options=ImportOptions(fields={"title": "kicker", "body": "prose"}))

    assert report.added == 1
    assert Article.objects.get().title == "Talks"


def test_standard_input_is_read_and_known_by_its_content(monkeypatch):
    data = dump({"id": 1, "text": "One."}, {"id": 2, "text": "Two."})

    summaries = []
    for given in (data, data, data.replace(b"Two", b"Three")):
        stdin = io.TextIOWrapper(io.BufferedReader(io.BytesIO(given)))
        monkeypatch.setattr("sys.stdin", stdin)
        summaries.append(ingest(["-"]).summary)

    assert summaries == [
        "added 2, updated 0, unchanged 0, failed 0",
        "added 0, updated 0, unchanged 2, failed 0",
        "added 1, updated 0, unchanged 1, failed 0",
    ]


def test_the_files_of_a_saved_page_are_left_alone(tmp_path):
    write(
        tmp_path, talks_html=f"<html><body><h1>Talks</h1><p>{PROSE}</p><p>{PROSE}</p></body></html>"
    )
    (tmp_path / "talks_files").mkdir()
    write(tmp_path / "talks_files", frame_html="<html></html>")
    (tmp_path / "other_files").mkdir()
    write(tmp_path / "other_files", a_txt=GOOD)

    report = ingest([tmp_path])

    assert report.summary == "added 2, updated 0, unchanged 0, failed 0"


def test_a_file_of_other_lines_is_given_up(tmp_path):
    (tmp_path / "dump.jsonl").write_bytes(b"{]\n" * 5_000)

    report = ingest([tmp_path])

    assert report.failed == 1_001
    assert report.failures[-1][1] == "none of its first 1,000 records can be read"


def test_a_text_too_long_to_be_an_article_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("corpus.importing.source_file.MOST_ARTICLE_CHARS", 2_000)
    long = {"id": "long", "text": PROSE * 99}
    (tmp_path / "dump.jsonl").write_bytes(dump(long, {"id": "short", "text": PROSE}))

    report = ingest([tmp_path])

    assert report.summary == "added 1, updated 0, unchanged 0, failed 1"
    assert "too long for one article" in report.failures[0][1]


def test_a_changed_file_updates_its_article(tmp_path):
    write(tmp_path, a_txt=GOOD)
    ingest([tmp_path])
    write(tmp_path, a_txt=GOOD + "\nThey left.\n")

    assert ingest([tmp_path]).summary == "added 0, updated 1, unchanged 0, failed 0"
    assert Article.objects.get().text.endswith("They left.")


@pytest.mark.django_db(transaction=True)
def test_what_a_killed_import_told_nobody_is_told_by_the_next(tmp_path, settings, monkeypatch):
    write(tmp_path, a_txt=GOOD)
    ingest([tmp_path])
    told: list[int] = []
    monkeypatch.setattr(
        "search.indexing.drain.drain", lambda: told.append(OutboxEntry.objects.count())
    )
    settings.CORPUS = replace(settings.CORPUS, after_write="search.indexing.drain.drain")

    report = ingest([tmp_path])

    assert report.unchanged == 1
    assert told == [1]


def test_a_copy_of_a_file_is_unchanged(tmp_path):
    write(tmp_path, a_txt=GOOD, b_txt=GOOD)

    assert ingest([tmp_path]).summary == "added 1, updated 0, unchanged 1, failed 0"


def test_lots_make_no_difference(tmp_path, monkeypatch):
    monkeypatch.setattr(record_reader, "_LOT_RECORDS", 2)
    (tmp_path / "d.jsonl").write_bytes(dump(*({"id": n, "text": f"Text {n}."} for n in range(7))))

    assert ingest([tmp_path]).added == 7
    assert OutboxEntry.objects.count() == 7


def test_a_record_the_database_refuses_costs_no_other(tmp_path, monkeypatch):
    import_many = Article.objects.import_many

    def refuse(parsed, batch, known=None):
        if any("Two" in item.text for item in parsed):
            raise DatabaseError("no room")
        return import_many(parsed, batch, known)

    monkeypatch.setattr(Article.objects, "import_many", refuse)
    (tmp_path / "d.jsonl").write_bytes(
        dump({"id": 1, "text": "One."}, {"id": 2, "text": "Two."}, {"id": 3, "text": "Three."})
    )

    report = ingest([tmp_path])

    assert report.summary == "added 2, updated 0, unchanged 0, failed 1"
    assert report.failures == [(f"{tmp_path}/d.jsonl#2", "the database refuses it: no room")]


def test_a_parser_that_fails_costs_no_other_file(tmp_path, monkeypatch, caplog):
    def fail(self, document):
        raise KeyError("nobody thought of this")

    monkeypatch.setattr("corpus.parsers.tables.json_file.JsonFile.records", fail)
    write(tmp_path, a_json='{"text": "a"}', b_txt=GOOD)

    report = ingest([tmp_path])

    assert report.added == 1
    assert "unexpected KeyError" in report.failures[0][1]
    assert "nobody thought of this" in caplog.text


def test_what_is_no_article_is_passed_over_in_a_folder_but_fails_when_named(tmp_path):
    write(tmp_path, settings_json='{"name": "x"}', photo_jpg=b"\xff\xd8\xff", a_txt=GOOD)

    report = ingest([tmp_path])

    assert report.summary == "added 1, updated 0, unchanged 0, failed 0"
    assert [Path(path).name for path, _ in report.passed_over] == ["photo.jpg", "settings.json"]
    assert ingest([tmp_path / "settings.json", tmp_path / "photo.jpg"]).failed == 2


def test_the_batch_tells_what_came_of_it(tmp_path):
    write(tmp_path, a_txt=GOOD, b_txt="")

    ingest([tmp_path])

    batch = ImportBatch.objects.get()
    assert (batch.added, batch.updated, batch.unchanged, batch.failed) == (1, 0, 0, 1)
    assert batch.paths == [str(tmp_path)]
    assert batch.finished is not None
    assert Article.objects.get().batch == batch


def test_progress_counts_every_byte(tmp_path):
    write(tmp_path, a_txt=GOOD, b_txt="", d_jsonl=dump({"text": "One."}))
    heard: list[int] = []

    class Listener:
        def expect(self, total_bytes: int) -> None:
            heard.append(-total_bytes)

        def advance(self, read_bytes: int, name: str) -> None:
            heard.append(read_bytes)

    ingest([tmp_path], Listener())

    assert sum(heard) == 0
