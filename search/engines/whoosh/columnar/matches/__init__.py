"""Where a query matches: on a page of hits, and in all documents."""
