"""The parts that pools add to the other apps."""

from django.utils.translation import gettext_lazy as _

from loftet.core.registry import App, MenuEntry, NoticeWords, Topic, register
from loftet.needs.models import Need
from loftet.notices.followed import FOLLOWED
from loftet.openness.files import ACCESS_PARTS
from loftet.people.personal_data import done_table
from loftet.pools.access import purchases_of
from loftet.pools.demo import tell_of_pools
from loftet.pools.example import example
from loftet.pools.models import Pledge, Pool, Specification
from loftet.pools.noted import NOTED
from loftet.pools.ocds import POOLS as OCDS_POOLS
from loftet.pools.panels import on_challenge, on_need, on_organisation
from loftet.pools.rules import STATES, readable
from loftet.pools.search import POOLS
from loftet.pools.tasks import pledges_to_commit

STARTED = done_table(
    Pool,
    "written_by",
    _("Joint purchases that you started"),
    _("so that somebody can be asked about it"),
    shown=("lead__name", "title", "written", "state"),
    newest="written",
)
SPECIFIED = done_table(
    Specification,
    "by",
    _("What you wrote that buyers ask for together"),
    _("so that nothing is changed silently"),
    shown=("pool__title", "number", "when"),
    newest="when",
)
PLEDGED = done_table(
    Pledge,
    "pledged_by",
    _("Volumes that you pledged"),
    _("so that it is known who signed for them"),
    shown=("organisation__name", "pool__title", "pledged", "certainty"),
    newest="pledged",
)
APP = register(
    App(
        label="pools",
        visible={Pool: readable},
        log_words={
            "pool.answered": _("answered with prices"),  # of earlier versions
            "pool.started": _("started a joint purchase"),
            "pool.changed": _("changed the terms of a joint purchase"),
            "pool.specified": _("wrote what is asked for together"),
            "pool.opened": _("opened a joint purchase to everybody"),
            "pool.frozen": _("froze a joint purchase as it was announced"),
            "pool.ended": _("ended a joint purchase"),
            "pool.pledged": _("pledged a volume"),
            "pool.withdrawn": _("took a pledged volume back"),
            "pool.handed_out": _("handed out a joint purchase on an access request"),
        },
        topic=Topic.TRADE,
        notices={
            "pool.changed": NoticeWords(
                _("The terms are changed: %(title)s."), _("Terms of joint purchases that you take part in")
            ),
            "pool.specified": NoticeWords(
                _("A new version of what is asked for: %(title)s."), _("What is asked for together")
            ),
            "pool.opened": NoticeWords(
                _("A joint purchase is open: %(title)s."), _("Joint purchases that are opened")
            ),
            "pool.frozen": NoticeWords(
                _("A joint purchase is announced: %(title)s."), _("Joint purchases that are announced")
            ),
            "pool.ended": NoticeWords(
                _("A joint purchase has ended: %(title)s."), _("Joint purchases that end")
            ),
            "pool.pledged": NoticeWords(
                _("A volume is pledged: %(title)s."), _("Volumes in joint purchases that you lead")
            ),
            "pool.withdrawn": NoticeWords(
                _("A volume is taken back: %(title)s."), _("Volumes that leave joint purchases that you lead")
            ),
        },
        tasks=[pledges_to_commit],
        panels=(
            ("challenge", on_challenge),
            ("need", on_need),
            ("organisation", on_organisation),
        ),
        personal_data={
            "pools": STARTED,
            "pool_specifications": SPECIFIED,
            "pledges": PLEDGED,
        },
        menu=(MenuEntry("pools", _("Joint purchases"), under="needs"),),
        demo=tell_of_pools,
        example=example,
        search=(POOLS,),
        ocds=(OCDS_POOLS,),
        states={"pool": STATES},
        noted=NOTED,
        hooks=(FOLLOWED(Pool), ACCESS_PARTS((Need, purchases_of))),
    )
)
