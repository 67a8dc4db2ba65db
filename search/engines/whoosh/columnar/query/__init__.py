"""Query classes on `whoosh.query.Query`, one file a kind: matchers, arrays, positions, scores."""
