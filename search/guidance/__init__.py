"""Help with queries: the X-ray, corrections, changed queries, completion."""
