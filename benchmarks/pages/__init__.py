"""Result pages a second: this site beside Datasette, django-haystack and a bare Django page."""
