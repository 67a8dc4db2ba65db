"""A Whoosh codec for any schema: each field has its own terms, postings and columns as arrays.

`ColumnarCodec` is all that a Whoosh program needs: `index.writer(codec=ColumnarCodec())`.
What it wrote, `whoosh.index.open_dir` reads like any other index; any storage will do.

    columnar_codec.py         Codec and Segment
    storage_disk.py           containers in a Whoosh storage: a folder, memory, or another
    field_writer.py           FieldWriter: postings in, arrays out
    posting_buffer.py         the postings of the field that is being written
    posting_values.py         which values of postings can be made again from arrays
    field_terms.py            the sorted terms of a field and their postings, as arrays
    terms_reader.py           TermsReader: terms, statistics, matchers
    posting_matcher.py        Matcher over the arrays of one term
    per_document_writer.py    PerDocumentWriter: lengths, columns, stored values, vectors
    per_document_reader.py    PerDocumentReader
    stored_values.py          stored values as JSON
"""

from search.engines.whoosh.columnar.perfield.columnar_codec import ColumnarCodec

__all__ = ["ColumnarCodec"]
