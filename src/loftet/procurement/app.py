"""The parts that procurements add to the other apps."""

from django.utils.translation import gettext_lazy as _

from loftet.core.registry import App, MenuEntry, Topic, register
from loftet.meetings.dialogue.rules import IS_ANNOUNCED
from loftet.people.personal_data import done_table
from loftet.procurement.demo import tell_of_procurements
from loftet.procurement.example import example
from loftet.procurement.models import Contact, Contract, Procurement, Promise, Strategy, YearAnswer
from loftet.procurement.ocds import CONTRACTS
from loftet.procurement.panels import (
    on_event,
    on_measures,
    on_organisation,
    on_origin,
    on_project,
    on_working_life,
)
from loftet.procurement.queries import is_announced
from loftet.procurement.rules import STATES, contract_readable, readable
from loftet.procurement.search import PROCUREMENTS
from loftet.procurement.tasks import contract_tasks, strategy_tasks
from loftet.procurement.yearly.tasks import year_to_confirm, year_to_tell

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
FOLLOWED = done_table(
    Contract,
    "follows",
    _("Contracts that you follow up"),
    _("so that one person asks if the promises hold"),
    shown=("procurement__title", "supplier", "written"),
    newest="written",
)
ANSWERED = done_table(
    Promise,
    "answered_by",
    _("Promises that you answered for"),
    _("so that an answer has a writer"),
    shown=("promise", "verdict", "answered_on"),
    newest="answered_on",
)
STRATEGIES = done_table(
    Strategy,
    "written_by",
    _("Procurement strategies that you wrote"),
    _("so that a strategy has a writer"),
    shown=("organisation__name", "written", "revise_on"),
    newest="written",
)
TOLD = done_table(
    YearAnswer,
    "told_by",
    _("Yearly figures of a supplier that you told"),
    _("so that a figure has a source"),
    shown=("contract__supplier", "year", "told"),
    newest="told",
)
CONFIRMED = done_table(
    YearAnswer,
    "confirmed_by",
    _("Yearly figures that you confirmed"),
    _("so that a figure has a source"),
    shown=("contract__supplier", "year", "confirmed"),
    newest="confirmed",
)
APP = register(
    App(
        label="procurement",
        visible={Procurement: readable, Contract: contract_readable},
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
            "strategy.written": _("wrote the procurement strategy"),
            "contract.signed": _("wrote a contract"),
            "contract.changed": _("changed a contract"),
            "contract.promised": _("added a promise to a contract"),
            "contract.answered": _("answered if a promise holds"),
            "contract.year_told": _("told the yearly figures of a supplier"),
            "contract.year_confirmed": _("confirmed the yearly figures of a supplier"),
        },
        topic=Topic.TRADE,
        tasks=[contract_tasks, strategy_tasks, year_to_tell, year_to_confirm],
        panels=(
            ("need", on_origin),
            ("pool", on_origin),
            ("event", on_event),
            ("project", on_project),
            ("organisation", on_organisation),
            ("measures", on_measures),
            ("working_life", on_working_life),
        ),
        personal_data={
            "procurements": STARTED,
            "procurement_contacts": LOGGED,
            "contracts": FOLLOWED,
            "contract_promises": ANSWERED,
            "procurement_strategies": STRATEGIES,
            "contract_years": TOLD,
            "contract_years_confirmed": CONFIRMED,
        },
        menu=(MenuEntry("procurements", _("Procurements"), under="needs"),),
        demo=tell_of_procurements,
        example=example,
        search=(PROCUREMENTS,),
        ocds=(CONTRACTS,),
        states={"procurement": STATES},
        hooks=(IS_ANNOUNCED(is_announced),),
    )
)
