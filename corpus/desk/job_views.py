"""What runs in the background: a list of it, and each job with its progress."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from corpus.accounts.roles import editors_only
from corpus.jobs import queue
from corpus.jobs.registry import UnknownKindError, kind_named
from corpus.jobs.worker import is_working
from corpus.models import Job

_PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class JobView:
    """A job as pages show it."""

    job: Job
    label: str
    unit: str
    outcome_url: str
    state: str
    left: str
    worker_missing: bool


@editors_only
@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """List jobs, newest first."""
    pages = Paginator(Job.objects.select_related("made_by"), _PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    rows = [job_view(job) for job in page]
    return render(request, "desk/jobs.html", {"rows": rows, "page_of": page})


@editors_only
@require_safe
def job(request: HttpRequest, job_id: int) -> HttpResponse:
    """Show a job; asked by htmx, only what changes while it runs."""
    shown = job_view(find_job(job_id))
    template = "desk/_job.html" if "HX-Request" in request.headers else "desk/job.html"
    return render(request, template, {"shown": shown})


@editors_only
@require_POST
def cancel(request: HttpRequest, job_id: int) -> HttpResponse:
    """Ask a job to stop, and go back to its page."""
    found = find_job(job_id)
    queue.cancel(found)
    return redirect(job_view(found).outcome_url or found.get_absolute_url())


@editors_only
@require_POST
def resume(request: HttpRequest, job_id: int) -> HttpResponse:
    """Have a job that was stopped go on, and go back to its page."""
    found = find_job(job_id)
    queue.resume(found)
    return redirect(job_view(found).outcome_url or found.get_absolute_url())


def find_job(job_id: int) -> Job:
    """Return a job, with who asked for it. Raises Http404."""
    return get_object_or_404(Job.objects.select_related("made_by"), pk=job_id)


def job_view(job: Job) -> JobView:
    """Make ready what pages show of a job."""
    try:
        kind = kind_named(job.kind)
    except UnknownKindError:
        return JobView(job, job.kind, "", "", _state(job), "", worker_missing=False)
    return JobView(
        job=job,
        label=kind.label,
        unit=kind.unit,
        outcome_url=kind.page(job) if kind.page else "",
        state=_state(job),
        left=time_left(job),
        worker_missing=job.is_active and not is_working(),
    )


def _state(job: Job) -> str:
    return "stopping" if job.is_active and job.asked_to_stop else job.get_state_display()


def time_left(job: Job) -> str:
    """How long a running job may still take, in words; "" where nobody can say."""
    if job.state != Job.State.RUNNING or not job.started or not job.done or not job.total:
        return ""
    passed = (timezone.now() - job.started).total_seconds()
    seconds = passed * (job.total - job.done) / job.done
    return in_words(seconds) if passed >= 2 else ""


def in_words(seconds: float) -> str:
    """A length of time as precisely as it deserves: "about 3 minutes"."""
    steps: tuple[tuple[float, str], ...] = ((3600, "hour"), (60, "minute"))
    for size, name in steps:
        if seconds >= size * 0.99:
            count = max(1, round(seconds / size))
            return f"about {count} {name}{'' if count == 1 else 's'}"
    return "less than a minute"
