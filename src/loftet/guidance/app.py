"""The parts that guidance adds to the other apps."""

from django.utils.translation import gettext_lazy as _

from loftet.core.registry import App, NoticeWords, register
from loftet.guidance.demo import tell_of_guidance
from loftet.guidance.example import example
from loftet.guidance.models import FreeTime, Step
from loftet.guidance.panels import on_cohort, on_participation
from loftet.guidance.tasks import guidance_tasks
from loftet.meetings.personal_data import STAYS
from loftet.people.personal_data import done_table

APP = register(
    App(
        label="guidance",
        log_words={
            "guidance.offered": _("offered times for guidance talks"),
            "guidance.booked": _("booked a guidance talk"),
            "guidance.agreed": _("agreed on a next step"),
            "guidance.taken": _("took a step that was agreed on"),
        },
        notices={
            "guidance.booked": NoticeWords(
                _("A talk with you is booked: %(title)s."), _("Talks that are booked with you")
            ),
        },
        tasks=(guidance_tasks,),
        panels=(("participation", on_participation), ("cohort", on_cohort)),
        personal_data={
            "guidance_times": done_table(
                FreeTime,
                "adviser",
                _("Times that you offered for guidance talks"),
                _("so that it is known whom the talk is with"),
                how_long=STAYS,
                shown=("cohort__name", "day", "begins", "minutes"),
            ),
            "guidance_steps": done_table(
                Step,
                "written_by",
                _("Steps that you agreed on with a municipality"),
                _("so that it is known who wrote them"),
                how_long=STAYS,
                shown=("participation__organisation__name", "what", "promised", "due", "written", "done"),
                newest="written",
            ),
        },
        demo=tell_of_guidance,
        example=example,
    )
)
