"""The `dateline` command of an installed package: `dateline run`, and all of `manage.py`."""

from __future__ import annotations

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run the command line; `run` prepares everything and serves, as `make run` does."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    arguments = sys.argv[1:]
    if arguments[:1] == ["run"]:
        arguments[0] = "serve"
    execute_from_command_line(["dateline", *arguments])


if __name__ == "__main__":
    main()
