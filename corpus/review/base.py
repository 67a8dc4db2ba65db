"""A review queue: articles, files or lines in doubt, shown one at a time, settled by one key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from corpus.models import Article, ChangeSet

if TYPE_CHECKING:
    from corpus.curation.editing import Person


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to settle an item, and the key that does it.

    `value` is what is sent. `text` with what stands `before` and `after` it is where the
    choice was read, "" where it was not read anywhere.
    """

    key: str
    value: str
    label: str
    before: str = ""
    text: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class QueueEntry:
    """A value that an editor writes: what it is called, how it is written, what stands now."""

    label: str
    hint: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """What a queue asks about, with enough around it to decide.

    `subject` names it within its queue. `stamp` is that of the article as it was shown.
    `mentions` are dates read in it that cannot be accepted as they are.
    """

    subject: str
    title: str
    url: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    text: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    verbs: tuple[Choice, ...] = ()
    mentions: tuple[Choice, ...] = ()
    entry: QueueEntry | None = None
    stamp: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """What a decision did, in words, with the changes it made, if any.

    What `is_final` is not taken back in the queue: an import is undone on its own page.
    """

    decision: str
    change_set: ChangeSet | None = None
    article: Article | None = None
    is_final: bool = False


class Queue(Protocol):
    """The items that wait for a decision, in a fixed order."""

    @property
    def name(self) -> str:
        """As it stands in addresses."""

    @property
    def label(self) -> str: ...

    @property
    def purpose(self) -> str:
        """A sentence on what is asked here."""

    def count(self) -> int:
        """Return how many items are left."""

    def after(self, subject: str) -> ReviewItem | None:
        """Return the first item behind the one named, itself not counted; "" for the first."""

    def find(self, subject: str) -> ReviewItem | None:
        """Return an item by its subject, None where it is not, or no longer, in the queue."""

    def settle(self, subject: str, value: str, user: Person, stamp: str) -> Settled:
        """Do what a choice or entry says, within the caller's transaction.

        Raises ValueError, with a sentence for the editor, where it says nothing that can be
        done, and EditConflictError where the article changed since `stamp`.
        """
