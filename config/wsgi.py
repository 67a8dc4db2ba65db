"""The WSGI application that the web server serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

# Modules are made of objects that live as long as the process: a tenth of the start would go
# into looking through them for garbage, and each later collection would do so again.
gc.disable()
try:
    application = get_wsgi_application()
    # Views are imported here, not at the cost of the first reader.
    _ = get_resolver().url_patterns
finally:
    gc.freeze()
    gc.enable()
