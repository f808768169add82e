"""The hook by which later apps join in with suppliers."""

from collections.abc import Callable
from datetime import date

from django.db.models import Count

from loftet.core.hooks import Hook

OFFERS: Hook[Callable[[date], Count]] = Hook("what a supplier has published on a day, counted with its row")
