"""Changes of accounts in the log of changes: roles, closed accounts, second factors, passwords."""

from __future__ import annotations

from django.contrib.auth.models import User

from corpus.accounts.roles import AnyUser
from corpus.models import ChangeSet


def log_account(sentence: str, user: User, *, by: AnyUser | None) -> None:
    """Log a change of an account; `sentence` has a place for its `name`.

    `by` is who made it, None for a command.
    """
    summary = sentence % {"name": user.get_username()}
    ChangeSet.objects.open(ChangeSet.Kind.ACCOUNT, by, summary)
