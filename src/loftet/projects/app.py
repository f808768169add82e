"""The parts that projects add to the other apps."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from loftet.core.kinds import Job, WorkKind, every
from loftet.core.registry import App, MenuEntry, NoticeWords, Topic, register
from loftet.notices.followed import FOLLOWED
from loftet.people.personal_data import done_table
from loftet.projects.demo import tell_of_projects
from loftet.projects.example import example
from loftet.projects.models import Project, StatusReport
from loftet.projects.noted import NOTED
from loftet.projects.panels import (
    on_challenge,
    on_measures,
    on_municipality,
    on_need,
    on_organisation,
    project_events,
)
from loftet.projects.readings import WORK, ask_for_new, compute, keep, refuse
from loftet.projects.rules import STATES, readable
from loftet.projects.search import PROJECTS
from loftet.projects.tasks import project_tasks, projects_to_talk_over
from loftet.status.indicator.events import INDICATOR_EVENTS

STARTED = done_table(
    Project,
    "written_by",
    _("Projects that you started"),
    _("so that somebody can be asked about it"),
    shown=("lead__name", "title", "written", "state"),
    newest="written",
)
REPORTED = done_table(
    StatusReport,
    "by",
    _("Status that you wrote"),
    _("so that a status has a writer"),
    shown=("project__title", "signal", "when"),
    newest="when",
)
APP = register(
    App(
        label="projects",
        visible={Project: readable},
        log_words={
            "project.written": _("started a project"),
            "project.changed": _("changed a project"),
            "project.begun": _("began a project"),
            "project.finished": _("finished a project"),
            "project.stopped": _("stopped a project"),
            "project.planned": _("changed the plan of a project"),
            "project.expected": _("said what a project is to change"),
            "project.measured": _("wrote a figure of its own for a project"),
            "project.paid": _("wrote what a partner gives to a project"),
            "project.followed_up": _("wrote of benefits and money of a project"),
            "project.part_removed": _("took a row out of the plan of a project"),
            "project.reported": _("wrote the status of a project"),
        },
        topic=Topic.PROGRAMME,
        notices={
            "project.begun": NoticeWords(_("A project has begun: %(title)s."), _("Projects that begin")),
            "project.finished": NoticeWords(_("A project is finished: %(title)s."), _("Projects that end")),
            "project.stopped": NoticeWords(
                _("A project is stopped: %(title)s."), _("Projects that are stopped")
            ),
            "project.reported": NoticeWords(_("A project is at risk: %(title)s."), _("Projects at risk")),
        },
        tasks=[project_tasks, projects_to_talk_over],
        panels=(
            ("challenge", on_challenge),
            ("need", on_need),
            ("municipality", on_municipality),
            ("organisation", on_organisation),
            ("measures", on_measures),
        ),
        personal_data={"projects": STARTED, "project_status": REPORTED},
        menu=(MenuEntry("projects", _("Projects")),),
        demo=tell_of_projects,
        example=example,
        search=(PROJECTS,),
        states={"project": STATES},
        noted=NOTED,
        jobs={
            "project_effects": Job(
                _("the effects of projects are read from a new edition"),
                every(timedelta(minutes=10)),
                ask_for_new,
            )
        },
        work={WORK: WorkKind(_("the effect of a project is read"), compute, keep, refuse)},
        hooks=(FOLLOWED(Project), INDICATOR_EVENTS(project_events)),
    )
)
