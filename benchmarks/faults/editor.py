"""An editor at the desk of a running site: signs in, corrects articles, imports, deletes."""

from __future__ import annotations

import http.client
import json
import sqlite3
import urllib.error
import urllib.parse
import urllib.request
from contextlib import closing
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from pathlib import Path

from benchmarks.faults.site import Site

PASSWORD = "harbour lamps in fog"  # noqa: S105 - of accounts in archives that are thrown away
_TIMEOUT_SECONDS = 30


def make_editors(site: Site, count: int) -> list[str]:
    """Make accounts of administrators; return their names."""
    names = [f"editor{number}" for number in range(count)]
    lines = (
        "from django.contrib.auth.models import User; from corpus.accounts.roles import give, Role",
        f"for n in {names!r}:",
        f" u, _ = User.objects.get_or_create(username=n); u.set_password({PASSWORD!r}); u.save()",
        " give(u, Role.ADMINISTRATOR)",
    )
    site.manage("shell", "-c", "\n".join(lines))
    return names


class _Form(HTMLParser):
    """The fields of the one form whose action is asked for."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self._action = action
        self._inside = False
        self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = given.get("action", "") == self._action
        elif self._inside and tag == "textarea":
            self._area = given["name"]
            self.fields[self._area] = ""
        elif self._inside and tag == "input" and given.get("type") not in ("checkbox", "file"):
            self.fields[given.get("name", "")] = given.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._area:
            self.fields[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            # HTML drops a line feed that a text area begins with.
            self.fields[self._area] = self.fields[self._area].removeprefix("\n")
            self._area = ""
        elif tag == "form":
            self._inside = False


class Editor:
    """A signed-in browser of its own. Every method returns whether the site acknowledged it."""

    def __init__(self, site: Site, name: str) -> None:
        self.site = site
        self._base = f"http://127.0.0.1:{site.port}"
        self._cookies = CookieJar()
        self._opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self._cookies)
        )
        self._name = name

    def sign_in(self) -> bool:
        form = {"username": self._name, "password": PASSWORD}
        return self._send("/sign-in", form) is not None and self._get("/desk/") is not None

    def retitle(self, article_id: int, title: str) -> bool:
        """Give an article another title, as the form of the desk does."""
        address = f"/desk/articles/{article_id}/"
        page = self._get(address)
        if page is None:
            return False
        form = _Form(address)
        form.feed(page)
        answer = self._send(address, form.fields | {"title": title})
        # A form that was not saved is shown again, without a message.
        return answer is not None and "desk-messages" in answer[1]

    def bin(self, article_id: int) -> bool:
        answer = self._send(f"/desk/articles/{article_id}/bin", {})
        return answer is not None and "desk-messages" in answer[1]

    def paste(self, title: str, text: str) -> bool:
        """Import one article by pasting it."""
        fields = {"text": f"{title}\n\n{text}", "title": title}
        page = self._send("/desk/import/text", fields)
        if page is None:
            return False
        batch = page[0].rpartition("/imports/")[2].partition("/")[0]
        return batch.isdigit() and self._send(f"/desk/imports/{batch}/start", {}) is not None

    def _get(self, path: str) -> str | None:
        try:
            with self._opener.open(self._base + path, timeout=_TIMEOUT_SECONDS) as response:
                return str(response.read().decode())
        except (OSError, http.client.HTTPException):
            return None

    def _send(self, path: str, fields: dict[str, str]) -> tuple[str, str] | None:
        """Post a form; return the address it led to and its page, None where it was refused."""
        if not self._token() and self._get("/sign-in") is None:
            return None
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": self._token(), **fields}).encode()
        try:
            with self._opener.open(self._base + path, body, _TIMEOUT_SECONDS) as response:
                return response.geturl(), response.read().decode()
        except (OSError, http.client.HTTPException):
            return None

    def _token(self) -> str:
        return next((c.value or "" for c in self._cookies if c.name == "csrftoken"), "")


def titles(data: Path) -> dict[int, str]:
    """Return the title of each article, read from the database itself."""
    address = f"file:{data / 'dateline.sqlite3'}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as database:
        return dict(database.execute("SELECT id, title FROM corpus_article"))


def found(site: Site, query: str) -> list[int]:
    """Return the ids that the running site finds for a query, as JSON; [] where it cannot say."""
    address = f"http://127.0.0.1:{site.port}/?" + urllib.parse.urlencode(
        {"q": query, "format": "json", "per_page": 100}
    )
    try:
        with urllib.request.urlopen(address, timeout=_TIMEOUT_SECONDS) as response:
            return [hit["id"] for hit in json.load(response)["hits"]]
    except (OSError, http.client.HTTPException):
        return []
