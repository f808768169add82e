"""The WSGI application."""

import gc
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "loftet.site.settings")

# Django refuses an empty secret only when something asks for it: ask before the first reader does.
HAS_SECRET = bool(settings.SECRET_KEY)
application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018 - loads the pages, whose lists name the parameters that they read
# What is loaded by now stays as long as the process, and a page makes thousands of small records that are
# gone with it: the collector of garbage looks at neither more often than it must.
gc.collect()
gc.freeze()
gc.set_threshold(5_000, 20, 20)
