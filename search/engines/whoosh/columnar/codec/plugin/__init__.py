"""Whoosh's own plug-in points over the columnar format.

    ColumnarCodec    a codec for any schema: `index.writer(codec=ColumnarCodec())`. What it
                     wrote, `whoosh.index.open_dir` reads like any other index
    open_index       an index of ours (see `codec`) as an index of Whoosh, to read and search

So everything that Whoosh can do (its query types, parsers, sorting, highlighting, spelling,
merging) works on top of the arrays, and Whoosh itself is the oracle for what is in them.

    matching.py      Matcher over the arrays of one term
    terms.py         TermsReader: terms, statistics, matchers
    fields.py        FieldWriter: postings in, arrays out
    documents.py     PerDocumentWriter and PerDocumentReader: lengths, columns, stored values
    stored.py        stored values as JSON
    columnar.py      Codec and Segment
    generations.py   Index over our generations
"""

from search.engines.whoosh.columnar.codec.plugin.columnar import ColumnarCodec
from search.engines.whoosh.columnar.codec.plugin.generations import WordField, open_index

__all__ = ["ColumnarCodec", "WordField", "open_index"]
