from __future__ import annotations

import html
import re

from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from search.markup.escaping import Html, fill, joined


@given(st.lists(st.text(), min_size=2, max_size=2))
def test_values_are_escaped_and_read_back_as_they_were(values):
    filled = fill('<a title="%s">%s</a>', *values)

    inner = re.fullmatch(r'<a title="([^<>"\']*)">([^<>"\']*)</a>', filled, re.DOTALL)
    assert inner is not None
    assert [html.unescape(each) for each in inner.groups()] == [
        html.unescape(html.escape(each)) for each in values
    ]


def test_markup_in_markup_is_not_escaped_again():
    assert fill("<p>%s%s</p>", fill("<b>%s</b>", "<"), "&") == "<p><b>&lt;</b>&amp;</p>"


def test_text_that_looks_like_markup_is_text():
    class Sly(str):
        def __html__(self) -> str:
            return "<script>"

    assert fill("%s", Sly("<")) == "&lt;"


def test_templates_print_markup_as_it_is_and_text_escaped():
    template = Template("{{ markup }}{{ text }}")

    shown = template.render(Context({"markup": fill("<i>%s</i>", "&"), "text": "<i>"}))

    assert shown == "<i>&amp;</i>&lt;i&gt;"


def test_parts_are_joined_as_markup():
    whole = joined([fill("<b>"), fill("%s", "<")])

    assert (type(whole), whole) == (Html, "<b>&lt;")
