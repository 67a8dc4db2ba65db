"""Statements that Django's ORM would make much dearer."""
