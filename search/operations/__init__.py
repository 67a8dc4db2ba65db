"""The operations page: how the site is, and a check with repair at one click."""
