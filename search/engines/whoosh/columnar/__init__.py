"""A columnar Whoosh index: terms, postings and columns as memory-mapped arrays."""
