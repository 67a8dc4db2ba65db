"""Measurements: how fast, how large and how good search is, beside other engines."""
