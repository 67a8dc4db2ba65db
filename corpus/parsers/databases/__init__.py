"""Exports of news databases: one file holds many articles."""
