"""A columnar index in files: terms, postings and columns as memory-mapped arrays.

The package stands alone: it needs NumPy, and the protocols of `reading`.
"""
