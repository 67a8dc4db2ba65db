"""The days of a year in the calendar of a search."""

from __future__ import annotations

import calendar

from search.markup.escaping import EMPTY, Html, fill, joined
from search.markup.time_charts import percent
from search.timeline.year_calendar import LEVELS, WEEKS, CalendarYear

_QUIET = (
    '<svg viewBox="0 0 %s 7" preserveAspectRatio="none" width="100%%" height="100%%" '
    'aria-hidden="true"><path class="blank-days" d="%s"></path>'
    '<path class="quiet-days" d="%s"></path></svg>'
)
_WEEKDAY = '<text class="weekday" x="-4" y="%s" text-anchor="end" aria-hidden="true">%s</text>'
_DAY = (
    '<a href="%s" tabindex="%s"%s><rect class="reach level-%s" x="%s" y="%s" width="1.6%%" '
    'height="12.4%%"></rect>'
    '<text class="readout" x="100%%" y="-.5em" text-anchor="end">%s</text></a>\n'
)
_CHOSEN = fill(' class="chosen-day" aria-current="date"')
_SHADE = (
    '<svg class="shade" aria-hidden="true"><rect class="level-%s" width="100%%" height="100%%">'
    "</rect></svg>"
)


def calendar_days(year: CalendarYear) -> Html:
    """Return the days of a year: those without hits as dashes, the others as links."""
    runs = "".join(f"M{run.week} {run.weekday}.5h{run.length}" for run in year.quiet)
    days = [
        fill(
            _DAY,
            *(day.url, "-1" if number else "0", _CHOSEN if day.is_chosen else EMPTY, day.level),
            *(percent(day.week / WEEKS), percent(day.weekday / 7), day.label),
        )
        for number, day in enumerate(year.days)
    ]
    blank = "".join(f"M{week} {weekday}h.86v.86h-.86z" for week, weekday in year.blank)
    names = [
        fill(_WEEKDAY, percent((weekday + 0.7) / 7), calendar.day_abbr[weekday][:1])
        for weekday in (0, 2, 4)
    ]
    return joined([fill(_QUIET, WEEKS, blank, runs), *names, *days])


def calendar_levels() -> Html:
    """Return the shades from few articles to many."""
    return joined(fill(_SHADE, level) for level in range(1, LEVELS + 1))
