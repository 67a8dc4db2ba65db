"""Match positions to marked text: fragmenter, highlighter, mark styles."""
