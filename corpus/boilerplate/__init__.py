"""Lines that belong to a page and not to its article: rules, repeated lines, hashes."""
