"""Counts in the background, of searches that were stopped before all articles were found."""
