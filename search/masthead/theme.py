"""The colours a reader chose: light, dark, or as the device has them."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

COOKIE = "theme"
#: By the value in the address; "" follows the device.
THEMES = {"": _("Automatic"), "light": _("Light"), "dark": _("Dark")}
_YEAR_SECONDS = 365 * 24 * 3600


def theme_of(values: Mapping[str, str]) -> str:
    """Return the `theme` among cookies or parameters: "light", "dark" or, for any other, ""."""
    theme = values.get(COOKIE, "")
    return theme if theme in THEMES else ""


@require_safe
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Remember the theme on this device and lead back to the page it was chosen on."""
    address = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(address, {request.get_host()}):
        address = "/"
    response = HttpResponseRedirect(address)
    theme = theme_of(request.GET)
    if theme:
        response.set_cookie(
            COOKIE,
            theme,
            max_age=_YEAR_SECONDS,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
    response["Cache-Control"] = "no-store"
    return response
