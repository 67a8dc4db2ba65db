"""Background jobs.

To add a kind of job: write a handler, decorated with `registry.handles`, in a module that
`settings.CORPUS.job_modules` names; have the page call `queue.enqueue`. A handler must
be idempotent, because a job whose worker was killed starts again:

    @handles("count-words", "Count words", unit="articles")
    def count_words(job: RunningJob) -> str:
        for done, article in enumerate(articles, start=1):
            ...                            # one transaction of its own
            job.progress(done, total)      # between transactions; it may end the handler here
        return "Counted 12 articles."

A handler raises `registry.JobFailedError` where the work cannot be done.
"""
