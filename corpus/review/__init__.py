"""Review queues: what an import left in doubt, settled by an editor one item at a time.

To add a queue, write a class with the verbs of `base.Queue` (of articles: a subclass of
`articles.ArticleQueue`) and add it here.
"""

from __future__ import annotations

from collections.abc import Callable

from corpus.review.base import Queue
from corpus.review.derived_titles import DerivedTitles
from corpus.review.doubtful_dates import Suspects
from corpus.review.failed_files import Failures
from corpus.review.flagged import Flagged
from corpus.review.hidden_lines import HiddenLines
from corpus.review.undated import Undated

#: All queues by name, in the order shown. One is made for each request: it may remember
#: what it counted.
QUEUES: dict[str, Callable[[], Queue]] = {
    queue.name: queue
    for queue in (Flagged, Undated, Suspects, DerivedTitles, Failures, HiddenLines)
}
