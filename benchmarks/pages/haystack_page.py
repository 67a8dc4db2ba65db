"""A result page by django-haystack over Whoosh's own index, as its tutorial makes one.

Runs under `benchmarks.peers.haystack_project`, which knows haystack's settings.
"""

from __future__ import annotations

import os
from pathlib import Path

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.urls import path

django.setup()

from benchmarks.harness.corpora import articles  # noqa: E402
from benchmarks.peers.haystack_articles import build, stock_copy  # noqa: E402

_HITS = 20
_TEMPLATE = Engine().from_string("""<!doctype html><title>{{ q }}</title>
<p>{{ found.hits }} articles</p>
{% for name, counts in found.facets.fields.items %}<ul>{% for value, count in counts %}
<li><a href="?q={{ q|urlencode }}&{{ name }}={{ value|urlencode }}">{{ value }}</a> {{ count }}</li>
{% endfor %}</ul>{% endfor %}
<ol>{% for hit in found.results %}<li><h2><a href="/article/{{ hit.pk }}">{{ hit.title }}</a></h2>
<p>{{ hit.published|date }} {{ hit.sources|join:", " }}</p>
{% for text in hit.highlighted.text %}<p>{{ text|striptags|truncatechars:700 }}</p>{% endfor %}</li>
{% endfor %}</ol>""")

_work = Path(os.environ["HAYSTACK_WORK"])
_texts = list(articles("senate_press", int(os.environ["HAYSTACK_ARTICLES"])))
_backend = stock_copy(build(_work / "ours", _texts), _work / "stock")
del _texts


def page(request: HttpRequest) -> HttpResponse:
    """Return twenty hits with marks, the total and the counts by source."""
    q = request.GET["q"]
    found = _backend.search(q, start_offset=0, end_offset=_HITS, facets=["sources"], highlight=True)
    return HttpResponse(_TEMPLATE.render(Context({"q": q, "found": found})))


urlpatterns = [path("", page)]
settings.ROOT_URLCONF = __name__
settings.ALLOWED_HOSTS = ["localhost"]
application = WSGIHandler()
