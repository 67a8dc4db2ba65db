"""What the desk's first page says of the site's health."""

from __future__ import annotations

import shutil

from django.conf import settings
from django.contrib.humanize.templatetags.humanize import intcomma, naturaltime
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from corpus.desk.dashboard.figures import DeskFigure
from search.indexing import disk_space, watch_report
from search.indexing.site_state import site_state
from search.operations.site_overview import Moment

_STATES = {
    "ok": gettext_noop("Everything is in order"),
    "lagging": gettext_noop("The index lags behind"),
    "degraded": gettext_noop("Answers come from an older index"),
    "down": gettext_noop("Searches are not answered"),
}


def operations_figures() -> dict[str, list[DeskFigure]]:
    """Return state, waiting changes, disk and last comparison, for the page of operations."""
    state = site_state()
    url = reverse("desk_operations")
    report = watch_report.last()
    lines = [DeskFigure(_(_STATES.get(state.state, state.state)), url, state.state != "ok")]
    if report.is_stale:
        lines.append(DeskFigure(_("The worker is not running"), url, urgent=True))
    if state.pending:
        text = ngettext("{n} change waits", "{n} changes wait", state.pending)
        lines.append(DeskFigure(text.format(n=intcomma(state.pending)), running=True))
    usage = shutil.disk_usage(settings.DATA_DIR)
    free = _("{size} free on the disk").format(size=filesizeformat(usage.free))
    lines.append(DeskFigure(free, urgent=bool(disk_space.problem())))
    compared = Moment.of(report.compared).at
    if compared is not None:
        ago = naturaltime(compared)
        lines.append(DeskFigure(_("Index compared with the database {ago}").format(ago=ago)))
    return {"desk_operations": lines}
