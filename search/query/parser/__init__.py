"""The query language: text to nodes, with notes on how it was read."""
