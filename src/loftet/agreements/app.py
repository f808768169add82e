"""The parts that agreements add to the other apps."""

from django.utils.translation import gettext_lazy as _

from loftet.agreements.demo import tell_of_agreements
from loftet.agreements.example import example
from loftet.agreements.models import Agreement
from loftet.agreements.tasks import agreements_run_out
from loftet.core.registry import App, register
from loftet.core.visible import everybody
from loftet.people.personal_data import done_table

RECORDED = done_table(
    Agreement,
    "recorded_by",
    _("Agreements that you put into the calendar"),
    _("so that somebody can be asked about it"),
    shown=("organisation__name", "title", "ends_on"),
)

APP = register(
    App(
        label="agreements",
        visible={Agreement: everybody},
        log_words={
            "agreement.recorded": _("put an agreement into the calendar"),
            "agreement.changed": _("changed an agreement in the calendar"),
        },
        tasks=(agreements_run_out,),
        personal_data={"agreements": RECORDED},
        demo=tell_of_agreements,
        example=example,
    )
)
