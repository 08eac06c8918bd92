"""The WSGI entry: sync views behind gunicorn."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "naru.config.settings")
application = get_wsgi_application()
# Every page and verb is loaded now and not when the first person asks.
_ = get_resolver().url_patterns
