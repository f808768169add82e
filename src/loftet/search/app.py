"""The registration of the search: what keeps its index up to date."""

from django.utils.translation import gettext_lazy as _

from loftet.core.jobs import every, register_job
from loftet.core.registry import App, register
from loftet.search.jobs import EVERY, rebuild_where_changed

register_job("search", every(EVERY), rebuild_where_changed, words=_("Keep the search up to date"))
APP = register(App(label="search"))
