"""The file format: named arrays under checksums, and what a segment keeps in them."""
