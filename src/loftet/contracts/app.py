"""The parts that contracts add to the other apps."""

from django.utils.translation import gettext_lazy as _

from loftet.contracts.demo import tell_of_contracts
from loftet.contracts.example import example
from loftet.contracts.models import Contract, Promise, YearAnswer
from loftet.contracts.ocds import CONTRACTS
from loftet.contracts.panels import on_measures, on_working_life
from loftet.contracts.rules import readable
from loftet.contracts.tasks import contract_tasks
from loftet.contracts.yearly.tasks import year_to_confirm, year_to_tell
from loftet.core.registry import App, register
from loftet.people.personal_data import done_table

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
        label="contracts",
        visible={Contract: readable},
        log_words={
            "contract.signed": _("wrote a contract"),
            "contract.changed": _("changed a contract"),
            "contract.promised": _("added a promise to a contract"),
            "contract.answered": _("answered if a promise holds"),
            "contract.year_told": _("told the yearly figures of a supplier"),
            "contract.year_confirmed": _("confirmed the yearly figures of a supplier"),
        },
        tasks=(contract_tasks, year_to_tell, year_to_confirm),
        panels=(("measures", on_measures), ("working_life", on_working_life)),
        personal_data={
            "contracts": FOLLOWED,
            "contract_promises": ANSWERED,
            "contract_years": TOLD,
            "contract_years_confirmed": CONFIRMED,
        },
        demo=tell_of_contracts,
        example=example,
        ocds=(CONTRACTS,),
    )
)
