"""The same edit of all articles of a search: which they are, and its desk pages."""
