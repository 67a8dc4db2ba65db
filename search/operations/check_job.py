"""The check with repair, done in the background at an administrator's click."""

from __future__ import annotations

from corpus.jobs.registry import JobFailedError, RunningJob, handles
from search.engines.base import EngineError
from search.indexing.doctor import doctor

KIND = "check"
_SHOWN = 5


@handles(KIND, "Check of database and index", unit="steps")
def run_check(job: RunningJob) -> str:
    """Check the database, compare it with the index, and repair the index."""
    job.progress(0, 2)
    try:
        differences = doctor(repair=True)
        job.progress(1)
        left = doctor() if differences else []
    except EngineError as error:
        raise JobFailedError(f"The index could not be repaired: {error}") from error
    if not differences:
        return "Database and index agree."
    told = "; ".join(str(each) for each in (left or differences)[:_SHOWN])
    if left:
        raise JobFailedError(f"{len(left):,} differences are left: {told}.")
    return f"{len(differences):,} differences were found and repaired: {told}."
