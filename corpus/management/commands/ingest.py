"""`manage.py ingest PATH...`: import files, folders, archives and standard input."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser, OutputWrapper

from corpus.importing.accession_list import preview_in_words
from corpus.importing.import_options import parse_field_map, parse_options
from corpus.importing.import_report import IngestReport
from corpus.importing.pipeline import Outcome, ingest, preview
from corpus.importing.progress_bar import json_line, progress_bar
from corpus.importing.watch import watch
from corpus.operations.new_database import OutdatedDatabaseError, prepare_database
from corpus.operations.versions import NewerDatabaseError


class Command(BaseCommand):
    """Exit status: 0 when all went well, 1 where something failed, 2 for bad arguments."""

    help = "Import articles. Run again, it continues where it was."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "paths",
            nargs="+",
            metavar="PATH",
            help="a file, a folder, an archive, or - for standard input",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="show what each would become; store nothing"
        )
        parser.add_argument(
            "--jsonl", action="store_true", help="with --dry-run: a JSON object a record"
        )
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="FIELD=NAME",
            help="which column, element or path is a field: title=kicker, text=content.rendered",
        )
        parser.add_argument(
            "--records",
            default="",
            metavar="PATH",
            help="where the records of a JSON or XML file stand: data.stories[]",
        )
        parser.add_argument("--source", default="", help="the source of all articles")
        parser.add_argument(
            "--language", default="", metavar="CODE", help="the language of all articles: en"
        )
        parser.add_argument(
            "--date-order",
            default="",
            metavar="ORDER",
            help="how days such as 04/05/2021 are written: dmy, mdy or ymd",
        )
        parser.add_argument(
            "--tag", action="append", default=[], help="a tag for all articles; may be repeated"
        )
        parser.add_argument(
            "--report", metavar="FILE", help="write failures and their reasons as CSV"
        )
        parser.add_argument(
            "--watch", action="store_true", help="keep reading the folders as files come"
        )

    def handle(self, *args: Any, paths: list[str], **options: Any) -> None:
        try:
            stated = parse_options(
                fields=parse_field_map(options["map"]),
                records=options["records"],
                source=options["source"],
                language=options["language"],
                date_order=options["date_order"],
                tags=options["tag"],
            )
        except ValueError as error:
            raise CommandError(str(error), returncode=2) from error
        if options["jsonl"] and not options["dry_run"]:
            raise CommandError("--jsonl tells of a dry run: add --dry-run", returncode=2)
        try:
            if prepare_database():
                self.stderr.write("This data folder was new: its tables have been made.")
        except (OutdatedDatabaseError, NewerDatabaseError) as error:
            raise CommandError(str(error)) from error
        if options["watch"]:
            watch(paths, lambda report: self._tell(report, options["report"], self.stdout), stated)
            return
        if options["dry_run"]:
            if options["jsonl"]:
                report = preview(paths, self._json, stated)
            else:
                report = preview_in_words(paths, stated, self.stdout.write)
        else:
            with progress_bar(self.stdout) as progress:
                report = ingest(paths, progress, stated)
        self._tell(report, options["report"], self.stderr if options["jsonl"] else self.stdout)
        if report.failed:
            sys.exit(1)

    def _json(self, outcome: Outcome) -> None:
        self.stdout.write(json_line(outcome))

    def _tell(self, report: IngestReport, file: str | None, output: OutputWrapper) -> None:
        for line in report.lines():
            output.write(line)
        if file:
            report.write_csv(file)
