"""Tables and structured records: CSV, JSON, JSON Lines."""
