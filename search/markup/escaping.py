"""The one place that escapes for markup written in code.

`Html` is text that may stand in a page as it is. Only this module makes it, and `fill`
escapes every value that is not `Html`; a test holds that its template is written in the code.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from django.template.loader import render_to_string


class Html(str):
    """Escaped text. Django's templates print it as it is, as they do any `__html__`."""

    __slots__ = ()

    def __html__(self) -> Html:
        return self


#: Types whose values need no escaping.
_PLAIN = (Html, int)


def fill(template: str, *values: object) -> Html:
    """Return a constant `template` with each `%s` replaced by an escaped value."""
    return Html(
        template % tuple([each if type(each) in _PLAIN else escape(str(each)) for each in values])
    )


def joined(parts: Iterable[Html]) -> Html:
    """Return the parts one after the other."""
    return Html("".join(parts))


def rendered(template: str, values: Mapping[str, object]) -> Html:
    """Return a template's output, which is escaped by the template."""
    return Html(render_to_string(template, dict(values)))


#: Nothing, as markup.
EMPTY = Html()
