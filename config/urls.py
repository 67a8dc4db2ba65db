"""Every address: the search pages at the root, the desk for staff."""

from django.urls import include, path

urlpatterns = [
    path("", include("corpus.urls")),
    path("", include("search.urls")),
]

handler400 = "search.web.errors.bad_request"
handler404 = "search.web.errors.not_found"
handler500 = "search.web.errors.server_error"
