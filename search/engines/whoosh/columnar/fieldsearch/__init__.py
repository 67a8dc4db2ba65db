"""Whoosh's own queries by arrays, over any reader whose fields have postings of their own.

    columnar_file_index.py    Whoosh's index in files with our codec, reader and searcher
    columnar_segment_reader.py   the readers that give arrays of their fields
    field_arrays.py           a query to the documents of the whole index
    leaf_arrays.py            what the forms ask of one segment
    whoosh_forms.py           one function a query class: its documents and scores
    phrase_form.py            phrases by arithmetic on positions
    term_expansion.py         the terms that prefixes, wildcards, ranges and fuzzy words stand for
    term_enums.py             the terms of a segment's text fields by their letters
    field_orders.py           documents by the order of a field, and counted by its terms
    weighting_scores.py       Whoosh's weighting models as formulas over arrays

Documents and scores are those of Whoosh's matchers, whose oddities are kept: the score of a
query of many terms depends on their number and on the size of the segment. Three mistakes of
the matchers are not: DisjunctionMax compares scores of different documents there, AndNot may
let its first document through, and Not a deleted one.
"""
