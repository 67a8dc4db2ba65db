"""One name for each outlet."""

from __future__ import annotations

import pytest

from corpus.extraction.sources.source_name import original_address, outlet_name, source_key


@pytest.mark.parametrize(
    "names",
    [
        ("The Norhaven Courier", "Norhaven Courier", "NORHAVEN COURIER", "norhavencourier.com"),
        ("Norhaven Courier Ltd", "Norhaven Courier, Inc.", "www.norhavencourier.co.uk"),
        ("nytimes.com", "NYTimes", "The New York Times", "https://www.nytimes.com/a"),
        ("WIRED", "wired.com"),
    ],
)
def test_spellings_of_one_outlet_have_one_key(names):
    assert len({source_key(name) for name in names}) == 1


def test_outlets_that_only_look_alike_have_two_keys():
    assert source_key("The Times") != source_key("Times of India")
    assert source_key("ABC News") != source_key("NBC News")


@pytest.mark.parametrize(
    ("stated", "url", "name"),
    [
        ("Norhaven Courier | News, sport and weather", "", "Norhaven Courier"),
        ("News, Weather | NHDH 7", "https://nhdh.example/a", "NHDH 7"),
        ("Guardian News & Media Limited", "https://www.theguardian.com/a", "The Guardian"),
        ("CityAM", "https://www.cityam.com/a", "City A.M."),
        ("", "https://www.courier.example.com/a", "courier.example.com"),
        ("Reuters", "https://news.example/a", "Reuters"),
        ("", "", ""),
    ],
)
def test_outlet_is_called_by_its_name(stated, url, name):
    assert outlet_name(stated, url) == name


@pytest.mark.parametrize(
    ("url", "original"),
    [
        ("https://web.archive.org/web/20210204061500/http://x.test/a", "http://x.test/a"),
        ("https://web.archive.org/web/2021id_/https://x.test/a", "https://x.test/a"),
        ("https://www.google.com/amp/s/www.x.test/a", "https://www.x.test/a"),
        ("https://x.test/web/2021/a", "https://x.test/web/2021/a"),
    ],
)
def test_address_of_an_archived_page_is_the_original_one(url, original):
    assert original_address(url) == original
