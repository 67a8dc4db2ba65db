"""A Django project of one view: pages that are ready, sent through the usual middleware.

`BARE_PAGES` names a folder with a file for each page, by its number: the bytes that this site
answers to the same query.
"""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

_PAGES = {each.name: each.read_bytes() for each in Path(os.environ["BARE_PAGES"]).iterdir()}


def page(request: HttpRequest) -> HttpResponse:
    """Return the page of the number `n`."""
    return HttpResponse(_PAGES[request.GET["n"]])


urlpatterns = [path("", page)]

settings.configure(
    ALLOWED_HOSTS=["localhost"],
    ROOT_URLCONF=__name__,
    SECRET_KEY="of no use",  # noqa: S106
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
)
application = get_wsgi_application()
