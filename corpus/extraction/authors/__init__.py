"""Who wrote an article: the parts of a field for authors."""
