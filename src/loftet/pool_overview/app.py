"""The parts that the page of a joint purchase adds to the other apps."""

from django.utils.translation import gettext_lazy as _

from loftet.core.registry import App, register
from loftet.pool_overview.demo import tell_of_prices
from loftet.pool_overview.example import example

APP = register(
    App(
        label="pool_overview",
        log_words={"pool.priced": _("wrote prices of the buyers' own agreements")},
        demo=tell_of_prices,
        example=example,
    )
)
