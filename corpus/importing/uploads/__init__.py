"""Imports from the browser: files received and kept, the job that reads them, its undo.

`corpus.importing.pipeline` does the importing, here as on the command line.
"""
