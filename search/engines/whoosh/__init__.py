"""The embedded engine: Whoosh's schema and plug-in points, our codec and executor."""
