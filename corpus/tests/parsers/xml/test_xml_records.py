"""XML of any shape, MediaWiki and TEI."""

from __future__ import annotations

import pytest

from corpus.importing.import_options import ImportOptions
from corpus.importing.source_file import (
    NoArticlesError,
    SkippedRecord,
    SourceFile,
    UnreadableError,
)
from corpus.parsers.xml.mediawiki import MediaWiki
from corpus.parsers.xml.tei import Tei
from corpus.parsers.xml.xml_records import XmlRecords
from corpus.parsers.xml.xml_safety import stream_elements
from corpus.records import RawRecord
from corpus.tests.documents import document, read
from corpus.tests.sample_files import sample

STORY = (
    "<story id='{n}'><meta><head>Bridge {n}</head><day>2021-02-0{n}</day></meta>"
    "<copy><p>Ministers met in the <b>harbour</b> on Friday.</p><p>They will meet again.</p></copy>"
    "</story>"
)
STORIES = "".join(STORY.format(n=n) for n in (1, 2, 3))


def test_repeating_element_is_an_article():
    data = (
        "<?xml version='1.0'?><x:export xmlns:x='urn:x'><x:item id='a'><x:Title>Bridge</x:Title>"
        "<x:PublishDate>2021-02-04</x:PublishDate><x:Body>Ministers met in the harbour.</x:Body>"
        "</x:item><x:item id='b'><x:Title>Bakers</x:Title><x:Body>They rest.</x:Body></x:item>"
        "</x:export>"
    )

    records = read(XmlRecords(), data.encode(), "a.xml")

    assert [(one.key, one.title, one.body) for one in records] == [
        ("a", "Bridge", "Ministers met in the harbour."),
        ("b", "Bakers", "They rest."),
    ]
    assert records[0].metadata == {"date": "2021-02-04"}


def test_elements_may_be_named_by_the_options():
    options = ImportOptions(
        records="story", fields={"title": "meta.head", "body": "copy", "date": "meta.day"}
    )
    given = document(f"<?xml version='1.0'?><s>{STORIES}</s>".encode(), "a.xml")

    found = list(XmlRecords().records(SourceFile("a.xml", given.stream, 1_000_000, options)))

    records = [one for one in found if isinstance(one, RawRecord)]
    assert [one.title for one in records] == ["Bridge 1", "Bridge 2", "Bridge 3"]
    assert records[0].body == "Ministers met in the harbour on Friday.\n\nThey will meet again."


@pytest.mark.parametrize(
    "data",
    [
        "<table><row><field name='title'>Bridge</field><field name='body'>They met in the town."
        "</field></row><row><field name='title'>B</field><field name='body'>Rest.</field></row>"
        "</table>",
        "<article><front><article-meta><title-group><article-title>Bridge</article-title>"
        "</title-group></article-meta></front><body><sec><p>They met in the town.</p></sec></body>"
        "</article>",
    ],
    ids=["fields named by attributes", "deep"],
)
def test_other_shapes_are_read(data):
    record = read(XmlRecords(), f"<?xml version='1.0'?>{data}".encode(), "a.xml")[0]

    assert (record.title, record.body) == ("Bridge", "They met in the town.")


@pytest.mark.parametrize("root", ["urlset", "opml", "svg"])
def test_xml_of_another_kind_is_named(root):
    data = f"<?xml version='1.0'?><{root}><a title='x' url='https://g.test/a'/></{root}>"

    with pytest.raises(NoArticlesError, match=r"sitemap|list of feeds|drawing"):
        read(XmlRecords(), data.encode(), "a.xml")


def test_document_with_attributes_is_one_article():
    data = (
        b"<doc title='Bridge' date='2021-02-04' sitename='Gazette'>"
        b"<main><p>They met.</p></main></doc>"
    )

    (record,) = read(XmlRecords(), data, "a.xml")

    assert (record.title, record.body) == ("Bridge", "They met.")
    assert record.metadata == {"date": "2021-02-04", "source": "Gazette"}


def test_characters_by_name_are_read_and_lone_ampersands_kept():
    data = (
        b"<?xml version='1.0'?><!DOCTYPE l [<!ENTITY eacute '&#233;'>]><l><a><title>Caf&eacute;"
        b" &amp; bar</title><text>Ten &mdash; owners of R&D &mdash; met.</text></a>"
        b"<a><title>B</title><text>C d e</text></a></l>"
    )

    record = read(XmlRecords(), data, "a.xml")[0]

    assert (record.title, record.body) == ("Café & bar", "Ten — owners of R&D — met.")


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY a "ha ha ha ha"><!ENTITY b "&a;&a;">',
        '<!ENTITY a SYSTEM "file:///etc/passwd">',
        '<!ENTITY % a SYSTEM "https://g.test/x">',
    ],
)
def test_other_entities_are_refused(declared):
    data = f"<?xml version='1.0'?><!DOCTYPE l [{declared}]><l><a><title>A</title></a></l>"

    with pytest.raises(UnreadableError, match="declares entities"):
        list(XmlRecords().records(document(data.encode(), "a.xml")))


def test_xml_without_articles_is_refused_with_its_elements():
    data = b"<?xml version='1.0'?><config><size>3</size><colour>red</colour></config>"

    with pytest.raises(NoArticlesError, match=r"elements <config>, <size>, <colour>.*--records"):
        list(XmlRecords().records(document(data, "a.xml")))


def test_broken_xml_keeps_what_came_before():
    data = f"<?xml version='1.0'?><s>{STORIES.replace('day', 'date')}<story><meta>".encode()
    options = ImportOptions(fields={"title": "meta.head", "body": "copy"})
    given = SourceFile("a.xml", document(data, "a.xml").stream, 1_000_000, options)
    found: list[object] = []

    with pytest.raises(UnreadableError, match="broken XML"):
        found += XmlRecords().records(given)

    assert sum(isinstance(one, RawRecord) for one in found) == 3


def test_wiki_page_is_its_latest_text_without_markup():
    found = list(MediaWiki().records(document(sample("mediawiki.xml"))))

    record = found[0]
    assert isinstance(record, RawRecord)
    assert (
        record.body == "The envoys met in the old harbour.\n\nAfter the talks\n\nThey left at six."
    )
    assert record.metadata == {"source": "Town News", "date": "February 4, 2022"}
    assert [one.reason for one in found if isinstance(one, SkippedRecord)] == [
        "not an article of the wiki",
        "a redirect",
    ]


def test_edition_states_its_facts_in_the_header():
    (record,) = read(Tei(), sample("tei.xml"))

    assert (record.title, record.body) == (
        "Envoys meet",
        "The envoys met for three hours.\n\nThey will\nmeet again.",
    )
    assert record.metadata == {
        "author": "Anna Writer",
        "date": "1910-10-31",
        "source": "Harbour Gazette",
        "language": "en",
    }


def test_what_stands_between_records_is_forgotten():
    filler = "<noise a='1'><deep>x</deep></noise>" * 20_000
    data = f"<list>{filler}<item><title>A</title></item>{filler}<item>b</item></list>".encode()
    held = []

    for element in stream_elements(document(data).stream, ("item",)):
        root = element.getroottree().getroot()
        held.append(sum(1 for _ in root.iter()))

    # No more than the parser reads ahead.
    assert max(held) < 10_000
