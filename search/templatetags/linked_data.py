"""A template tag for JSON-LD: data that no browser runs, so the content security policy lets it in.

`{% linked_data values %}` writes `<script type="application/ld+json">`. A script element of a
type that is no script is a data block (HTML standard, 4.12.1): it is never prepared nor run.
"""

from __future__ import annotations

import json

from django import template
from django.template.base import FilterExpression, Parser, Token
from django.template.context import Context

register = template.Library()

#: Signs that could end the element or begin a comment, as JSON may write them within strings.
_ESCAPES = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026"})


class LinkedDataNode(template.Node):
    def __init__(self, values: FilterExpression) -> None:
        self._values = values

    def render(self, context: Context) -> str:
        written = json.dumps(self._values.resolve(context), ensure_ascii=False)
        return f'<script type="application/ld+json">{written.translate(_ESCAPES)}</script>'


@register.tag
def linked_data(parser: Parser, token: Token) -> LinkedDataNode:
    """Parse `{% linked_data values %}`."""
    _, values = token.split_contents()
    return LinkedDataNode(parser.compile_filter(values))
