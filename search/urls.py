"""Addresses of the search pages."""

from django.urls import include, path

from search.bulk import bulk_views
from search.concordance import collocate_views
from search.counting import count_views
from search.facets import facet_views
from search.masthead import theme
from search.operations import operations_views
from search.synonyms import proposal_views
from search.timeline import timeline_views
from search.web import metrics, permalink_views, views
from search.web.formats import openapi

urlpatterns = [
    path("", views.search_page, name="search"),
    path("article/<int:article_id>/", permalink_views.numbered_article, name="article_by_id"),
    path(
        "article/<int:article_id>/<path:slug>/",
        permalink_views.numbered_article,
        name="article_by_id_and_title",
    ),
    path("article/<slug:key>/", permalink_views.article, name="article_by_key"),
    path("article/<slug:key>/<path:slug>/", permalink_views.article, name="article"),
    path("", include("search.keeping.urls")),
    path("collection", views.collection, name="collection"),
    path("facets/<slug:facet>/", facet_views.facet_values, name="facet_values"),
    path("desk/bulk/", bulk_views.bulk, name="desk_bulk"),
    path("desk/bulk/<int:bulk_id>/", bulk_views.bulk_preview, name="desk_bulk_preview"),
    path("desk/bulk/<int:bulk_id>/start", bulk_views.bulk_start, name="desk_bulk_start"),
    path("desk/operations/", operations_views.operations, name="desk_operations"),
    path("desk/operations/check", operations_views.check, name="desk_operations_check"),
    path(
        "desk/equal-words/proposals", proposal_views.proposals_page, name="desk_synonym_proposals"
    ),
    path("count", count_views.count_search, name="count_search"),
    path("compare", timeline_views.compare, name="compare"),
    path("collocates", collocate_views.collocates, name="collocates"),
    path("over-time/<slug:facet>/", timeline_views.small_multiples, name="small_multiples"),
    path("first-use", timeline_views.first_use, name="first_use"),
    path("build", views.builder, name="builder"),
    path("help", views.help_page, name="help"),
    path("theme", theme.choose_theme, name="theme"),
    path("suggest", views.suggest, name="suggest"),
    path("opensearch.xml", views.opensearch, name="opensearch"),
    path("openapi.json", openapi.openapi, name="openapi"),
    path("robots.txt", views.robots, name="robots"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("metrics", metrics.metrics_page, name="metrics"),
]
