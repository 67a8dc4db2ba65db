"""The desk's pages of equal words."""
