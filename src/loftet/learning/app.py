"""The parts that learning adds to the other apps."""

from django.utils.translation import gettext_lazy as _

from loftet.core.registry import App, MenuEntry, Topic, register
from loftet.learning.demo import tell_of_learning
from loftet.learning.example import example
from loftet.learning.models import Experience
from loftet.learning.panels import on_contract, on_indicator, on_need, on_project, on_solution
from loftet.learning.personal_data import TABLES
from loftet.learning.rules import STATES, readable
from loftet.learning.search import EXPERIENCES
from loftet.learning.tasks import experience_tasks

APP = register(
    App(
        label="learning",
        visible={Experience: readable},
        log_words={
            "experience.written": _("wrote an experience"),
            "experience.changed": _("changed an experience"),
            "experience.published": _("published an experience"),
            "experience.confirmed": _("said that an experience still holds"),
            "experience.unpublished": _("took an experience back to draft"),
            "experience.helped": _("said that an experience helped"),
            "experience.help_taken_back": _("took back that an experience helped"),
        },
        topic=Topic.PROGRAMME,
        tasks=[experience_tasks],
        panels=(
            ("indicator", on_indicator),
            ("need", on_need),
            ("solution", on_solution),
            ("project", on_project),
            ("contract", on_contract),
        ),
        personal_data=TABLES,
        menu=(
            MenuEntry("experiences", _("Who has done this?"), under="projects"),
            MenuEntry("courses", _("Courses"), under="projects"),
        ),
        demo=tell_of_learning,
        example=example,
        search=(EXPERIENCES,),
        states={"experience": STATES},
    )
)
