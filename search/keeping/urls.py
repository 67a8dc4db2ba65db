"""Addresses of what readers keep. Each has a row in the table of who may do what."""

from django.urls import path

from search.keeping import collection_views, frozen_views, mark_views, saved_views

urlpatterns = [
    path("s/", frozen_views.freeze_search, name="freeze_search"),
    path("s/<slug:frozen_key>", frozen_views.frozen_search, name="frozen_search"),
    path("saved/", saved_views.saved_searches, name="saved_searches"),
    path("saved/<int:saved_id>/seen", saved_views.seen, name="saved_seen"),
    path("saved/<int:saved_id>/alert", saved_views.alert, name="saved_alert"),
    path("saved/<int:saved_id>/delete", saved_views.delete_saved, name="delete_saved"),
    path("alerts/end/<slug:alert_token>", saved_views.end_alert, name="end_alert"),
    path("collections/", collection_views.collections, name="collections"),
    path("collections/add", collection_views.add_article, name="add_to_collection"),
    path(
        "collections/<slug:collection_key>/",
        collection_views.collection_page,
        name="collection_page",
    ),
    path(
        "collections/<slug:collection_key>/<int:item_id>",
        collection_views.change_item,
        name="collection_item",
    ),
    path("marks/", mark_views.mark_article, name="mark_article"),
    path("marked/", mark_views.marked_articles, name="marked_articles"),
    path("tokens/", mark_views.reader_tokens, name="reader_tokens"),
    path("tokens/<int:token_id>/delete", mark_views.delete_token, name="delete_token"),
]
