"""The job that counts what a search finds, however long that takes; its outcome is kept."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext

from corpus.jobs.queue import enqueue
from corpus.jobs.registry import JobFailedError, RunningJob, handles
from corpus.models import Job
from search.engines.base import EngineError, QueryError
from search.query.search_query import SearchQuery
from search.results.counts import articles
from search.results.session import SearchSession
from search.web.params import from_params

KIND = "count-search"
#: Searches that wait to be counted, in all.
MAX_WAITING = 20
_MAX_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class BackgroundCount:
    """How far the count of a search is: `text` is for its reader, "" where it was not begun."""

    text: str = ""
    is_going_on: bool = False


def background_count(query: SearchQuery, session: SearchSession) -> BackgroundCount:
    """Return the newest count of a search in the present state of the index."""
    job = _jobs(query, session).first()
    if job is None:
        return BackgroundCount()
    if job.is_active:
        return BackgroundCount(gettext("The count goes on in the background."), is_going_on=True)
    return BackgroundCount(job.message)


def count_on(query: SearchQuery, session: SearchSession) -> bool:
    """Have a search counted in the background, once; return False where too many wait."""
    if _jobs(query, session).exclude(state__in=_STOPPED).exists():
        return True
    if Job.objects.filter(kind=KIND, state=Job.State.WAITING).count() >= MAX_WAITING:
        return False
    enqueue(KIND, _parameters(query, session), title=f"Count: {query.q}")
    return True


@handles(KIND, "Count of a search", unit="searches")
def run_count(job: RunningJob) -> str:
    """Count the articles of a search."""
    session = SearchSession.begin()
    query, _ = from_params(QueryDict(job.job.parameters["search"]), session.today)
    try:
        node, filters = session.node(query), query.filters(session.today)
        total = session.engine.count(node, filters, _MAX_SECONDS)
    except (EngineError, QueryError) as error:
        raise JobFailedError(str(error)) from error
    return gettext("Counted to the end: %(articles)s.") % {"articles": articles(total)}


_STOPPED = (Job.State.FAILED, Job.State.CANCELLED)


def _jobs(query: SearchQuery, session: SearchSession) -> QuerySet[Job]:
    return Job.objects.filter(kind=KIND, parameters=_parameters(query, session)).order_by("-pk")


def _parameters(query: SearchQuery, session: SearchSession) -> dict[str, str | int]:
    address = query.counted.url().partition("?")[2]
    return {"search": address, "generation": session.engine.status().generation}
