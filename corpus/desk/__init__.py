"""The desk: the staff's pages, under /desk/. One module a topic, one address a page.

Every view stands behind `editors_only` or `administrators_only` of `corpus.roles`, and every
address has a row in the table of who may do what (`search/tests/test_authorisation.py`).
"""
