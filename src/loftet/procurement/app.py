"""The parts that procurements add to the other apps."""

from django.utils.translation import gettext_lazy as _

from loftet.core.registry import App, MenuEntry, register
from loftet.dialogues.rules import IS_ANNOUNCED
from loftet.people.personal_data import done_table
from loftet.procurement.demo import tell_of_procurements
from loftet.procurement.example import example
from loftet.procurement.models import Contact, Procurement
from loftet.procurement.panels import on_event, on_need, on_organisation, on_pool, on_project
from loftet.procurement.queries import is_announced
from loftet.procurement.rules import STATES, readable
from loftet.procurement.search import PROCUREMENTS

STARTED = done_table(
    Procurement,
    "written_by",
    _("Procurements that you started"),
    _("so that somebody can be asked about it"),
    shown=("lead__name", "title", "written", "state"),
    newest="written",
)
LOGGED = done_table(
    Contact,
    "by",
    _("Contacts of firms that you logged"),
    _("so that the log has a writer"),
    shown=("procurement__title", "who", "day"),
    newest="day",
)
APP = register(
    App(
        label="procurement",
        visible={Procurement: readable},
        log_words={
            "procurement.written": _("started a procurement"),
            "procurement.changed": _("changed a procurement"),
            "procurement.divided": _("set the lots of a procurement"),
            "procurement.way_chosen": _("chose the procedure of a procurement"),
            "procurement.weighed": _("set the criteria of a procurement"),
            "procurement.shared": _("added a buyer to a procurement"),
            "procurement.unshared": _("took a buyer out of a procurement"),
            "procurement.stepped": _("took a step of a procurement"),
            "procurement.announced": _("announced a procurement"),
            "procurement.stopped": _("cancelled a procurement"),
            "procurement.contacted": _("logged a contact of a firm"),
        },
        panels=(
            ("need", on_need),
            ("pool", on_pool),
            ("event", on_event),
            ("project", on_project),
            ("organisation", on_organisation),
        ),
        personal_data={"procurements": STARTED, "procurement_contacts": LOGGED},
        menu=(MenuEntry("procurements", _("Procurements"), under="needs"),),
        demo=tell_of_procurements,
        example=example,
        search=(PROCUREMENTS,),
        states={"procurement": STATES},
        hooks=(IS_ANNOUNCED(is_announced),),
    )
)
