"""Addresses of the desk, one a page. Each has a row in the table of who may do what."""

from django.urls import path

from corpus.desk import home

urlpatterns = [
    path("", home.desk, name="desk"),
]
