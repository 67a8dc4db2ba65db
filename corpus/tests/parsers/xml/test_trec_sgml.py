"""TREC and TIPSTER SGML."""

from __future__ import annotations

from corpus.tests.documents import failures, records

TREC = """\
<DOC>
<DOCNO> GAZ870324-0001 </DOCNO>
<HL> Envoys Meet
 Again &amp; Agree </HL>
<DD> 03/24/87</DD>
<SO> THE HARBOUR GAZETTE </SO>
<BYLINE> By Anna Writer </BYLINE>
<TEXT>
   The envoys met for three hours.
<P>They left.</P>
</TEXT>
</DOC>
<doc id="HRT_ENG_20101230.0001" type="story">
<headline>Herring catch rises</headline>
<text><p>The catch rose.</p></text>
</doc>
<DOC><DOCNO>X1</DOCNO></DOC>
"""


def test_each_document_is_an_article():
    first, second = records(TREC.encode())

    assert (first.key, first.title) == ("GAZ870324-0001", "Envoys Meet Again & Agree")
    assert first.metadata == {
        "date": "03/24/87",
        "source": "THE HARBOUR GAZETTE",
        "author": "By Anna Writer",
    }
    assert first.body.split() == ["The", "envoys", "met", "for", "three", "hours.", "They", "left."]
    assert second.metadata == {"date": "2010-12-30"}
    assert (second.title, second.body) == ("Herring catch rises", "The catch rose.")


def test_document_without_text_or_end_is_named():
    assert failures((TREC + "<DOC><DOCNO>X2</DOCNO>").encode()) == [
        ("document X1", "neither text nor title"),
        ("document 4", "it has no end"),
    ]
