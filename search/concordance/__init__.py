"""The concordance: every match of a search as a line of text around it."""
