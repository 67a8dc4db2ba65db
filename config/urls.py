"""Every address: the search pages at the root, the desk and the admin for staff."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("desk/", include("corpus.desk.urls")),
    path("", include("corpus.signing_in")),
    path("", include("search.urls")),
]

handler400 = "search.errors.bad_request"
handler404 = "search.errors.not_found"
handler500 = "search.errors.server_error"
