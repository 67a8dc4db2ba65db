"""One page of results: session, hits, facets, histogram, links, explanations."""
