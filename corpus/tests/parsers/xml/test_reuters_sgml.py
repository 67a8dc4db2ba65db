"""The Reuters-21578 collection."""

from __future__ import annotations

from corpus.tests.documents import records
from corpus.tests.sample_files import sample


def test_reuters_sgml_gives_its_stories():
    first, second = records(sample("stories.sgm"))

    assert (first.key, first.title) == ("1", "HERRING <HRG> CATCH RISES")
    assert first.body == (
        "HARBOUR TOWN, Feb 26 - The herring catch rose by\na tenth this season & the fleet grew.\n"
        "    It is to grow again."
    )
    assert first.metadata == {
        "date": "26-FEB-1987 15:01:01.79",
        "source": "Reuters",
        "author": "Anna Writer",
    }
    assert (second.key, second.title) == ("2", "HARBOUR TO CLOSE ON SUNDAY")
