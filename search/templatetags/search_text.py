"""Template tags of the search pages: markup written in code, and counts in words."""

from __future__ import annotations

from django import template

from search.markup import article_text, facet_list, hit_list, line_list
from search.results import counts

register = template.Library()

for count in (
    counts.articles,
    counts.matches,
    counts.words,
    counts.hidden_lines,
    counts.differences,
):
    register.filter(count.__name__, count)

for markup in (
    article_text.numbered_title,
    article_text.paragraphs,
    article_text.minimap_lines,
    facet_list.facet_list,
    hit_list.hit_list,
    line_list.line_list,
):
    register.simple_tag(markup)


@register.filter
def number(value: int) -> str:
    """Return a number with thousands separators."""
    return f"{value:,}"
