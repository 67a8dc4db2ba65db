"""Fetching feeds as a background job, for the desk."""

from __future__ import annotations

from corpus.feeds.fetch_run import fetch_feeds
from corpus.jobs.registry import RunningJob, handles
from corpus.models import Feed


@handles("feeds", "Fetch feeds", unit="feeds")
def run_feeds(running: RunningJob) -> str:
    """Fetch the feed of the parameter `feed`, else all active ones, rested or not."""
    wanted = running.job.parameter("feed")
    feeds = list(Feed.objects.filter(pk=wanted) if wanted else Feed.objects.filter(active=True))
    done = iter(range(len(feeds)))
    result = fetch_feeds(feeds, lambda feed: running.progress(next(done), len(feeds), str(feed)))
    return ". ".join(result.lines())
