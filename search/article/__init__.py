"""One article with its matches, and the hits beside it."""
