"""Stock Whoosh behind the same seam: exact and durable, but slow.

The default engine is held to it in tests and measured beside it in benchmarks.
"""
