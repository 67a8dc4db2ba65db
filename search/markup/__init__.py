"""HTML of the parts that make up most of a page, written without a template engine.

A template takes some 15 ms for twenty hits, sixty facet values and fifty bars; these functions
take one. Everything else of a page is a template.
"""
