"""What the web server calls."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "loftet.site.settings")

# Django refuses an empty secret only when something asks for it: ask before the first reader does.
HAS_SECRET = bool(settings.SECRET_KEY)
application = get_wsgi_application()
