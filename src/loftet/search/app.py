"""The registration of the search: what keeps its index up to date."""

from django.utils.translation import gettext_lazy as _

from loftet.core.kinds import Job, every
from loftet.core.registry import App, register
from loftet.search.jobs import EVERY, rebuild_where_changed

APP = register(
    App(
        label="search",
        jobs={"search": Job(_("Keep the search up to date"), every(EVERY), rebuild_where_changed)},
    )
)
