"""What competence, hours, the calendar, the year and measures tell the packages before the programme."""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from loftet.core.panels import Panel, show_in
from loftet.core.words import Words
from loftet.log.words import name_keys, register_log_words
from loftet.notices.tasks import register_tasks
from loftet.notices.words import NoticeWords, register_notice_words
from loftet.people.access import permissions_of
from loftet.programme.catalogue import said
from loftet.programme.catalogue_work import measure_of
from loftet.programme.models import Cohort, CompetenceKind, Participation
from loftet.programme.queries.calendar import MOST_NEXT, calendar_page
from loftet.programme.queries.reminders import reminder_tasks
from loftet.programme.rules import may_run, may_write_hours, works_in


def register() -> None:
    """Tell it, when the site starts."""
    register_log_words(
        {
            "competence.added": _("wrote who can something"),
            "competence.revised": _("wrote anew who can something"),
            "competence.removed": _("removed who can something"),
            "hours.written": _("wrote hours"),
            "hours.removed": _("removed hours"),
            "hours.planned": _("planned hours"),
            "calendar.set": _("set a day in the calendar"),
            "calendar.moved": _("changed a day in the calendar"),
            "calendar.cancelled": _("cancelled a day in the calendar"),
            "measure.baseline": _("stated where a cohort began"),
            "measure.told": _("told what a cohort has reached"),
        }
    )
    name_keys({"competence.": name_of_competence, "measure.": name_of_measure})
    register_notice_words(
        {
            "calendar.set": NoticeWords(
                _("New in the calendar of %(cohort)s: %(label)s, %(day)s."),
                _("New days in the calendars of cohorts"),
            ),
            "calendar.moved": NoticeWords(
                _("Changed in the calendar of %(cohort)s: %(label)s, %(day)s."),
                _("Days of cohorts that are changed"),
            ),
            "calendar.cancelled": NoticeWords(
                _("Cancelled in the calendar of %(cohort)s: %(label)s, %(day)s."),
                _("Days of cohorts that are cancelled"),
            ),
        }
    )
    register_tasks(reminder_tasks)
    show_in("cohort", on_cohort)
    show_in("participation", on_participation)


def name_of_competence(key: str) -> Words | None:
    """Return what a kind of competence is called in the log."""
    return CompetenceKind(key).label if key in CompetenceKind.values else None


def name_of_measure(key: str) -> str | None:
    """Return what is measured, as the log names it."""
    return said(measure.name) if (measure := measure_of(key)) else None


def on_cohort(request: HttpRequest, cohort: Cohort) -> Panel:
    """Show the next days of a cohort, and the way to all that is known of its work; one query, or four."""
    page, permissions = calendar_page(cohort, timezone.localdate()), permissions_of(request)
    context = {
        "cohort": cohort,
        "days": [one for one in page.ahead if not one.cancelled][:MOST_NEXT],
        "works_here": permissions.user is not None and works_in(permissions, cohort),
        "runs_it": bool(may_run(permissions, cohort)),
    }
    return Panel("programme/cohort_panel.html", context)


def on_participation(request: HttpRequest, participation: Participation) -> Panel:
    """Lead to the hours and the competence of a municipality."""
    may_write = bool(may_write_hours(permissions_of(request), participation))
    return Panel(
        "programme/participation_panel.html", {"participation": participation, "may_write": may_write}
    )
