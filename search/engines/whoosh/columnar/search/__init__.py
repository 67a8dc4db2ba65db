"""A query answered over one commit point, by array operations."""
