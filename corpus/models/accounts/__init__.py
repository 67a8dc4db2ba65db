"""Tables of accounts, beside those of Django and django-otp."""
