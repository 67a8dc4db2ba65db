"""`{% desk_links as links %}`: the desk's navigation, for the frame of its pages."""

from __future__ import annotations

from typing import Any

from django import template

from corpus.desk.navigation import MenuLink, links

register = template.Library()


@register.simple_tag(takes_context=True)
def desk_links(context: dict[str, Any]) -> list[MenuLink]:
    """Return the pages of the desk that whoever asks may see."""
    return links(context["request"])
