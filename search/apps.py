"""The `search` app: finding articles."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"
