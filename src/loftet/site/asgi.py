"""The ASGI application: Django, behind the gateway that reads requests."""

from typing import cast

from django.conf import settings

from loftet.site.access_log import report_refusal
from loftet.site.environment import whole_number
from loftet.site.gateway import BodyLimits, Gateway
from loftet.site.known_answers import KnownAnswers
from loftet.site.server import THREADS, THREADS_SETTING
from loftet.site.wsgi import application as django
from loftet.site.wsgi_bridge import Wsgi

application = Gateway(
    cast(Wsgi, django),  # Django's own answers are iterables of bytes
    threads=whole_number(THREADS_SETTING, default=THREADS),
    limits=BodyLimits(
        size=settings.BODY_BYTES,
        seconds=settings.BODY_SECONDS,
        larger={settings.PICTURE_ADDRESS: settings.PICTURE_BODY_BYTES},
    ),
    report=report_refusal,
    behind_proxy=settings.BEHIND_PROXY,
    known=KnownAnswers(),
)
