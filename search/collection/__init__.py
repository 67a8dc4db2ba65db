"""Numbers about the archive as a whole."""
