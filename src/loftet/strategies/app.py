"""The parts that strategies add to the other apps."""

from django.utils.translation import gettext_lazy as _

from loftet.core.registry import App, register
from loftet.people.personal_data import done_table
from loftet.strategies.demo import tell_of_strategies
from loftet.strategies.example import example
from loftet.strategies.models import Strategy
from loftet.strategies.tasks import strategy_tasks

WRITTEN = done_table(
    Strategy,
    "written_by",
    _("Procurement strategies that you wrote"),
    _("so that a strategy has a writer"),
    shown=("organisation__name", "written", "revise_on"),
    newest="written",
)
APP = register(
    App(
        label="strategies",
        log_words={"strategy.written": _("wrote the procurement strategy")},
        tasks=(strategy_tasks,),
        personal_data={"procurement_strategies": WRITTEN},
        demo=tell_of_strategies,
        example=example,
    )
)
