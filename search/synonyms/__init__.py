"""Equal words in searches: a query is widened by them when it is run."""
