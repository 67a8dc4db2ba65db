"""One module a database and shape of its exports."""
