"""Searches and articles in the formats of programs: downloads, feeds, records."""
