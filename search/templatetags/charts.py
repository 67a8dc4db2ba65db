"""Template tags that draw charts over time."""

from __future__ import annotations

from django import template

from search.markup import calendar_days, time_charts

register = template.Library()

for markup in (
    time_charts.chart_frame,
    time_charts.chart_values,
    time_charts.chart_ticks,
    time_charts.chart_bars,
    time_charts.chart_lines,
    time_charts.series_sign,
    time_charts.time_labels,
    time_charts.first_use_dots,
    calendar_days.calendar_days,
    calendar_days.calendar_levels,
):
    register.simple_tag(markup)
