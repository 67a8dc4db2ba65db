"""Seeing queries through time: comparison, charts, calendar, first use."""
