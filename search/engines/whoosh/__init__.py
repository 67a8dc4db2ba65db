"""The embedded engine: Whoosh's schema and plug-in points, a columnar codec and searcher."""
