"""NITF and NewsML-G2."""

from __future__ import annotations

import pytest

from corpus.importing.source_file import UnreadableError
from corpus.tests.documents import failures, records
from corpus.tests.sample_files import sample


def test_nitf_gives_its_article():
    (record,) = records(sample("nitf.xml"))

    assert record.title == "Envoys Meet in the Harbour Town"
    assert record.body == (
        "HARBOUR TOWN, Feb. 4 - The envoys met for three hours.\n\nThey will meet again."
    )
    assert record.metadata == {
        "date": "20220204T000000",
        "source": "Harbour Gazette",
        "author": "ANNA WRITER",
        "url": "https://gazette.example/17",
    }


def test_newsml_gives_its_items_and_names_those_without_text():
    (record,) = records(sample("newsml.xml"))

    assert (record.key, record.title) == ("urn:wire:17", "Envoys meet")
    assert record.body == "HARBOUR TOWN, Feb 4 - The envoys met.\n\nThey left."
    assert record.metadata == {
        "date": "2022-02-04T18:10:00+01:00",
        "source": "Meridian Wire",
        "author": "Ben Reporter",
        "language": "en",
    }
    assert failures(sample("newsml.xml")) == [("item 2", "a news item without text")]


@pytest.mark.parametrize("root", ["nitf", "rss"])
def test_xml_entities_are_refused(root):
    bomb = f'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><{root}><p>&b;</p></{root}>'

    with pytest.raises(UnreadableError, match="declares entities"):
        records(bomb.encode())
