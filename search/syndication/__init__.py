"""Feeds of searches: Atom and JSON Feed, so that a topic or a source can be followed."""
