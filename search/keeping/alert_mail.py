"""The e-mail of an alert, and the connection to the SMTP server that takes it."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from types import TracebackType

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.urls import reverse

from corpus.models import Article
from search.models import AlertDelivery
from search.results.labels import date_view

_LISTED = 50
_PERMANENT = range(500, 600)


class DeliveryError(Exception):
    """A message was not taken; `is_final` where trying again cannot help."""

    def __init__(self, message: str, *, is_final: bool = False) -> None:
        super().__init__(message)
        self.is_final = is_final


class Mailer:
    """One connection for many messages, opened anew after a failure."""

    def __init__(self) -> None:
        self._connection: BaseEmailBackend | None = None

    def __enter__(self) -> Mailer:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close()

    def send(self, delivery: AlertDelivery) -> None:
        """Give a message to the server. Raises DeliveryError."""
        try:
            if self._connection is None:
                self._connection = get_connection()
                self._connection.open()
            message = alert_message(delivery)
            message.connection = self._connection
            message.send()
        except smtplib.SMTPRecipientsRefused as error:
            self._close()
            codes = [code for code, _ in error.recipients.values()]
            refused = all(code in _PERMANENT for code in codes)
            raise DeliveryError("the server refuses this address", is_final=refused) from error
        except smtplib.SMTPResponseException as error:
            self._close()
            said = error.smtp_error
            text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
            raise DeliveryError(f"the server answers {error.smtp_code} {text}") from error
        except ValueError as error:
            # An address or header that no message can carry: it must not stop the others.
            raise DeliveryError(
                f"no e-mail can be written to it ({error})", is_final=True
            ) from error
        except (OSError, smtplib.SMTPException) as error:
            self._close()
            raise DeliveryError(f"the mail server cannot be reached ({error})") from error

    def _close(self) -> None:
        if self._connection is not None:
            with suppress(OSError, smtplib.SMTPException):
                self._connection.close()
            self._connection = None


def alert_message(delivery: AlertDelivery) -> EmailMessage:
    """Return the message of a delivery: plain text, with a link that ends the alert."""
    saved = delivery.saved_search
    keys = delivery.article_keys
    end_url = settings.SEARCH.base_url + reverse("end_alert", args=(saved.token,))
    new = "1 new article" if len(keys) == 1 else f"{len(keys):,} new articles"
    name = " ".join(saved.name.split())
    parts = [f"{new} for “{name}”:", *_listed(keys)]
    if len(keys) > _LISTED:
        parts.append(f"And {len(keys) - _LISTED:,} more.")
    parts.append(f"All results: {settings.SEARCH.base_url}{saved.url}")
    parts.append(f"No more of this e-mail: {end_url}")
    return EmailMessage(
        subject=f"{settings.SEARCH.archive_name}: {new} for {name}",
        body="\n\n".join(parts) + "\n",
        to=[saved.address],
        headers={
            "Message-ID": delivery.message_id,
            "List-Unsubscribe": f"<{end_url}>",
            "Auto-Submitted": "auto-generated",
        },
    )


def _listed(keys: Sequence[str]) -> Iterator[str]:
    """Yield what is said of each article: title, source and date, address."""
    rows = Article.objects.shown().select_related("source").filter(key__in=keys[:_LISTED])
    articles = {row.key: row for row in rows.defer("text", "hidden_lines")}
    for key in keys[:_LISTED]:
        if article := articles.get(key):
            source = article.source.name if article.source else ""
            facts = ", ".join(fact for fact in (source, date_view(article).label) if fact)
            address = settings.SEARCH.base_url + article.get_absolute_url()
            yield f"{' '.join(article.title.split())}\n{facts}\n{address}"
