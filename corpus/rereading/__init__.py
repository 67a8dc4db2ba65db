"""Reading stored originals again, as parsers and rules are by now."""
