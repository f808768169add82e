"""The parts that proposals of joint purchases add to the other apps."""

from django.utils.translation import gettext_lazy as _

from loftet.core.registry import App, register
from loftet.pool_proposals.example import example
from loftet.pool_proposals.panels import on_pools
from loftet.pool_proposals.tasks import proposals_to_look_at

APP = register(
    App(
        label="pool_proposals",
        log_words={
            "pool.linked": _("wrote which needs a joint purchase comes from"),
            "pool.declined": _("did not want a joint purchase now"),
        },
        tasks=(proposals_to_look_at,),
        panels=(("pools", on_pools),),
        example=example,
    )
)
