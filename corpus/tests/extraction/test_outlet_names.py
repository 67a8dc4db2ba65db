"""One name an outlet within an import."""

from __future__ import annotations

from dataclasses import replace

from corpus.extraction.sources.outlet_names import OutletNames
from corpus.tests.factories import parsed


def called(*names: str, outlets: OutletNames | None = None, url: str = "") -> list[str]:
    base = parsed("/a")
    articles = [replace(base, source=name, url=url) for name in names]
    return [article.source for article in (outlets or OutletNames()).unified(articles)]


def test_most_frequent_spelling_names_the_outlet():
    spelled = ("ALPHA NEWSLETTER", "alpha newsletter", "Alpha Newsletter", "Alpha Newsletter")

    assert called(*spelled) == ["Alpha Newsletter"] * 4
    assert called("The Alpha", "Alpha", "Alpha") == ["Alpha"] * 3


def test_later_articles_are_called_as_those_before():
    outlets = OutletNames()
    called("Alpha Newsletter", outlets=outlets)

    assert called("ALPHA NEWSLETTER", "", outlets=outlets) == ["Alpha Newsletter", ""]


def test_host_gives_way_to_a_name_of_its_pages():
    outlets = OutletNames()
    called("Alpha News", outlets=outlets, url="https://alpha.example/1")

    assert called("alpha.example", outlets=outlets, url="https://alpha.example/2") == ["Alpha News"]
