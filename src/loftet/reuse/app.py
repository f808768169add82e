"""The parts that reuse adds to the other apps."""

from django.utils.translation import gettext_lazy as _

from loftet.core.registry import App, register
from loftet.people.personal_data import done_table
from loftet.projects.hooks import PLAN_ROWS, WAYS
from loftet.reuse.demo import tell_of_reuse
from loftet.reuse.example import example
from loftet.reuse.models import Adopter
from loftet.reuse.panels import on_project, plan_rows, ways

ADOPTED = done_table(
    Adopter,
    "by",
    _("Projects that you took over for a municipality"),
    _("so that it is known who asked for it"),
    shown=("project__title", "when"),
    newest="when",
)

APP = register(
    App(
        label="reuse",
        log_words={
            "project.offered": _("wrote what others can take over"),
            "project.adopted": _("took a project over"),
        },
        panels=(("project_aside", on_project),),
        personal_data={"project_adopters": ADOPTED},
        demo=tell_of_reuse,
        example=example,
        hooks=(WAYS(ways), PLAN_ROWS(plan_rows)),
    )
)
