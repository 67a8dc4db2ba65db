"""Words that print broke, made whole."""
