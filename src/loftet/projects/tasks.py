"""Tasks that projects give people: status before the council meets, reports on grants, who is to be asked."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.core.registry import Task, TaskReads
from loftet.decisions.models import Meeting
from loftet.decisions.models.bodies import BodyKind
from loftet.funding.schemes import scheme_of
from loftet.people.actor import Actor
from loftet.people.models import RoleKind
from loftet.people.permissions import SPEAKS_FOR_ITS_PLACE
from loftet.projects.models import Application, ApplicationState, Project, State, StatusReport

SOON, REPORT_SOON = timedelta(days=14), timedelta(days=30)
SOON_TALKED_OVER = timedelta(days=60)
WRITES_STATUS = (RoleKind.BUSINESS_ADVISER, RoleKind.FACILITATOR, RoleKind.PLANNER)


def waiting_for_status(rows: QuerySet[Project], today: date) -> QuerySet[Project]:
    """Return the projects under way whose regional council meets soon, with no status since it met last."""
    met = Meeting.objects.filter(
        body__organisation__place=OuterRef("region"),
        body__kind=BodyKind.REGIONAL_COUNCIL,
        body__ended=None,
        cancelled=None,
    )
    written = StatusReport.objects.filter(project=OuterRef("pk")).annotate(day=TruncDate("when"))
    rows = rows.filter(state=State.RUNNING).annotate(
        meets=Subquery(met.filter(day__gte=today).order_by("day").values("day")[:1]),
        met=Subquery(met.filter(day__lt=today).order_by("-day").values("day")[:1]),
        written_on=Subquery(written.order_by("-when").values("day")[:1]),
    )
    is_old = Q(written_on=None) | Q(written_on__lte=F("met"))
    return rows.filter(is_old, meets__lte=today + SOON)


def status_due_on(project: Project, today: date) -> date | None:
    """Return the day of the regional council's next meeting, where a status is to be written before it."""
    rows = waiting_for_status(Project.objects.filter(pk=project.pk), today)
    first = rows.order_by("pk").first()
    return first.meets if first else None  # type: ignore[attr-defined]


def project_tasks(actor: Actor) -> TaskReads:
    """Return at most two lines: status before a meeting, and a grant that is to be reported on."""
    own = actor.permissions.held_in(*WRITES_STATUS, among=SPEAKS_FOR_ITS_PLACE, own=True)
    if not own:
        return ()
    due = waiting_for_status(Project.objects.filter(lead__in=own), actor.today).select_related("lead")
    grants = Application.objects.filter(
        project__lead__in=own,
        state=ApplicationState.GRANTED,
        reported_on=None,
        report_due__lte=actor.today + REPORT_SOON,
    )
    grants = grants.exclude(project__state=State.STOPPED).select_related("project__lead")
    projects, reports = yield [due.order_by("starts_on", "title"), grants.order_by("report_due")]
    return [*_status(projects), *_report(reports)]


def projects_to_talk_over(actor: Actor) -> TaskReads:
    """Return one line for employee representatives where a project begins soon and is not talked over."""
    kind = RoleKind.EMPLOYEE_REPRESENTATIVE
    own = {one.organisation: one for one in actor.permissions.roles if one.kind == kind}
    if not own:
        return ()
    rows = Project.objects.filter(
        lead__in=own, state=State.PLANNED, staff="", starts_on__lte=actor.today + SOON_TALKED_OVER
    )
    (found,) = yield [rows.order_by("starts_on", "title")]
    if not found:
        return ()
    first, count = found[0], len(found)
    words = ngettext(
        "Ask to talk over «%(title)s» before it begins",
        "Ask to talk over %(count)d projects before they begin",
        count,
    )
    address = first.get_absolute_url() if count == 1 else reverse("projects")
    reason = _("It begins when it is said how the employees were heard.")
    told = words % {"title": first.title, "count": count}
    return [Task(told, address, own[first.lead_id].name, reason, first.starts_on)]


def _status(projects: Sequence[Project]) -> list[Task]:
    if not projects:
        return []
    first, count = projects[0], len(projects)
    words = ngettext("Write status of %(count)d project", "Write status of %(count)d projects", count)
    address = reverse("project_status", args=[first.pk]) if count == 1 else reverse("projects")
    reason = _("Three lines, before the regional council meets.")
    meets = min(one.meets for one in projects)  # type: ignore[attr-defined]
    return [Task(words % {"count": count}, address, first.lead.name, reason, meets)]


def _report(grants: Sequence[Application]) -> list[Task]:
    if not grants:
        return []
    first = grants[0]
    scheme = scheme_of(first.scheme)
    words = _("Report on the money from %(name)s") % {"name": scheme.name if scheme else first.scheme}
    address = first.project.get_absolute_url()
    return [Task(words, address, first.project.lead.name, first.project.title, first.report_due)]
