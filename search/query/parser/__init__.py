"""The query language: what is typed becomes nodes, with an account of how it was read."""
