"""The desk: the staff's pages, under /desk/. One module a topic, one address a page.

Every view is behind `editors_only` or `administrators_only` of `corpus.accounts.roles`, and
every address has a row in the table of permissions (`search/tests/web/who_may.py`).
"""
