"""The index of a folder: segments built, committed durably, opened by commit point."""
