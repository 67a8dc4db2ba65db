"""Outbox to engine, database against index, and the state of the index."""
