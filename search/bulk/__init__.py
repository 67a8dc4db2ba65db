"""Bulk edits: one change for all articles of a search, and its desk pages."""
