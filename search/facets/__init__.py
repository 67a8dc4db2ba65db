"""All values of a facet, on pages of their own."""
