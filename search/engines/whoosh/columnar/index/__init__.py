"""The index of a folder: segments built, committed durably, opened by generation."""
