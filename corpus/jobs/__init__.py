"""Work in the background.

To add a kind of job: write a handler, decorated with `registry.handles`, in a module that
`settings.CORPUS["JOB_MODULES"]` names; have the page call `queueing.enqueue`. A handler must
be idempotent, since a job whose worker was killed is begun again:

    @handles("count-words", "Count words", unit="articles")
    def count_words(job: RunningJob) -> str:
        for done, article in enumerate(articles, start=1):
            ...                            # one transaction of its own
            job.progress(done, total)      # between transactions; it may end the handler here
        return "Counted 12 articles."

It raises `registry.JobFailedError` where the work cannot be done.
"""
