"""The desk's navigation for the frame of its pages, and origins as people read them."""

from __future__ import annotations

from typing import Any

from django import template

from corpus.desk.navigation import MenuLink, links
from corpus.importing.uploads.upload_store import ORIGIN

register = template.Library()


@register.simple_tag(takes_context=True)
def desk_links(context: dict[str, Any]) -> list[MenuLink]:
    """Return the pages of the desk that whoever asks may see."""
    return links(context["request"])


@register.filter
def origin_name(origin: str) -> str:
    """Return the name of an uploaded file as its sender knows it; other origins stay."""
    return origin.removeprefix(ORIGIN)
