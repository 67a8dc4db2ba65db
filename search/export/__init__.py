"""Downloads of everything a search finds, in the order shown, at constant memory.

To add a format: write a module in `formats/` with a function that turns export rows into pieces
of a file, and add it to the table in `export_formats.py`.
"""
