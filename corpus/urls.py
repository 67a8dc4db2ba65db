"""Addresses of the `corpus` app: the desk, and signing in.

Pages for readers are another app's: `settings.CORPUS.url_names` says what their addresses are
called, as articles and the desk lead there.
"""

from django.urls import include, path

urlpatterns = [
    path("desk/", include("corpus.desk.urls")),
    path("", include("corpus.accounts.sign_in")),
]
