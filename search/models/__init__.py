"""What readers keep: searches, collections, marks. Articles are named by their public keys.

A key outlives its article, so what is kept stays where the archive is built anew.
"""

from search.models.alert_delivery import AlertDelivery
from search.models.article_mark import ArticleMark
from search.models.frozen_search import FrozenSearch
from search.models.reader_collection import CollectionItem, ReaderCollection
from search.models.reader_token import ReaderToken
from search.models.saved_search import SavedSearch

__all__ = [
    "AlertDelivery",
    "ArticleMark",
    "CollectionItem",
    "FrozenSearch",
    "ReaderCollection",
    "ReaderToken",
    "SavedSearch",
]
