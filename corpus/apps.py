"""The `corpus` app: articles and how they are read; and the admin site, for who may see it."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class CorpusConfig(AppConfig):
    name = "corpus"


class RecordsConfig(admin_apps.AdminConfig):
    """Django's admin with our roles and our sign-in page."""

    default = False
    default_site = "corpus.accounts.admin_site.RecordsSite"
