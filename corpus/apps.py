"""The `corpus` app: articles and how they are read."""

from django.apps import AppConfig


class CorpusConfig(AppConfig):
    name = "corpus"
