"""The desk's first page: what waits, what runs, and where everything is done."""
