"""When an article was published: the parts of a date."""
