"""One import: files to source files, to records, to articles, and its report."""
