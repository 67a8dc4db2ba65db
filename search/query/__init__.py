"""A query as a value: nodes, clauses, periods, and its text in both directions."""
