"""The webhook of an alert: JSON, sent to an address that a reader named."""

from __future__ import annotations

import json

from django.conf import settings

from corpus.feeds.addresses import Allowed
from corpus.feeds.fetching import FetchError, FetchLimits, post
from corpus.models import Article
from search.keeping.alert_mail import DeliveryError
from search.models import AlertDelivery

_LISTED = 1_000
_SECONDS = 10.0


def webhook_hosts() -> Allowed:
    """Return the hosts that webhooks may name although they are not public."""
    return Allowed.named(settings.SEARCH.webhook_hosts)


def post_alert(delivery: AlertDelivery) -> None:
    """Send a delivery to its search's webhook. Raises DeliveryError, final where it is gone.

    `id` stays the same at every attempt, so a receiver can tell a repetition.
    """
    body = json.dumps(_content(delivery), ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json", "User-Agent": "Dateline/0.1"}
    limits = FetchLimits(seconds=_SECONDS, max_bytes=0, allowed=webhook_hosts())
    try:
        post(delivery.saved_search.webhook, body, limits, headers)
    except FetchError as error:
        raise DeliveryError(str(error), is_final=error.gone) from error


def _content(delivery: AlertDelivery) -> dict[str, object]:
    saved, base = delivery.saved_search, settings.SEARCH.base_url
    keys = delivery.article_keys
    rows = Article.objects.shown().select_related("source").filter(key__in=keys[:_LISTED])
    articles = {row.key: row for row in rows.defer("text", "hidden_lines")}
    return {
        "id": delivery.message_id,
        "archive": settings.SEARCH.archive_name,
        "search": saved.name,
        "url": base + saved.url,
        "total": len(keys),
        "articles": [
            {
                "key": key,
                "title": article.title,
                "source": article.source.name if article.source else "",
                "date": article.published.isoformat() if article.published else None,
                "url": base + article.get_absolute_url(),
            }
            for key in keys[:_LISTED]
            if (article := articles.get(key))
        ],
    }
