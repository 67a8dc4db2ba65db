"""`manage.py reset_second_factor NAME`: for somebody who lost authenticator and recovery codes."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser

from corpus.accounts import second_factor
from corpus.accounts.account_log import log_account


class Command(BaseCommand):
    help = "Remove a user's second factor; they sign in with the password alone."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        name = options["username"]
        try:
            user = User.objects.get(username=name)
        except User.DoesNotExist as error:
            raise CommandError(f"There is no user {name}.") from error
        if not second_factor.remove(user):
            raise CommandError(f"{name} has no second factor.")
        log_account("%(name)s: second factor reset", user, by=None)
        self.stdout.write(f"The second factor of {name} is removed.")
