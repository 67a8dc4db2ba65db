"""The test suites of other projects, run on this project's codec and index.

source_distributions.py   downloads the projects, by pip and with hashes
columnar_default.py       makes our codec Whoosh's default codec in the process that imports it
columnar_index.py         puts our index below haystack's Whoosh backend
outcome_plugin.py         writes down which tests failed
whoosh_suite.py           Whoosh's own tests
haystack_suite.py         django-haystack's tests of its Whoosh backend
haystack_articles.py      articles as haystack indexes them
haystack_speed.py         the time of a haystack search, with Whoosh's index and with ours
haystack_project.py       settings and test runner of the processes that import haystack
"""
