"""Panels of the programme on pages of earlier apps, and on its own pages of cohorts and participations."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from loftet.core.actor import actor_of
from loftet.core.panels import Panel
from loftet.decisions.models import Matter
from loftet.people.access import permissions_of
from loftet.people.models import Organisation, OrganisationKind
from loftet.people.rules import COORDINATES
from loftet.places.models import Place
from loftet.programme.calendar.queries import MOST_NEXT, calendar_page
from loftet.programme.cohorts.queries import lines_of_place, shown_cohorts
from loftet.programme.participation.queries import OwnPage, own_page, participations
from loftet.programme.queries.standings import sentence
from loftet.programme.rules import leads_for, may_decide, may_run, may_see_participation, may_take, works_in


def on_matter(request: HttpRequest, subject: Matter) -> Panel | None:
    """Show on a matter whose participation rests on it; ask its management what an outcome means."""
    if subject.organisation.kind != OrganisationKind.MUNICIPALITY:
        return None
    permissions, today, now = permissions_of(request), timezone.localdate(), timezone.now()
    rows = list(participations().filter(organisation=subject.organisation_id))
    resting = [one for one in rows if one.matter_id == subject.pk]
    pages: list[tuple[OwnPage, bool, bool]] = [
        (
            own_page(one, today, now),
            bool(may_decide(permissions, one)),
            bool(may_see_participation(actor_of(request), one)),
        )
        for one in resting
    ]
    others = (
        [] if resting else [one for one in rows if may_decide(permissions, one) and may_take(one, subject)]
    )
    if not pages and not others:
        return None
    return Panel("programme/parts/on_matter.html", {"pages": pages, "others": others, "matter": subject})


def on_organisation(request: HttpRequest, subject: Organisation) -> Panel | None:
    """Link an organisation to the cohorts that it leads or was invited to; two queries."""
    permissions = permissions_of(request)
    led = tuple(shown_cohorts(permissions).filter(lead=subject)) if subject.kind in COORDINATES else ()
    asked = participations().filter(organisation=subject)
    invited = tuple(asked) if subject.kind == OrganisationKind.MUNICIPALITY else ()
    may_begin = subject.pk in leads_for(permissions)
    if not (led or invited or may_begin):
        return None
    return Panel(
        "programme/parts/on_organisation.html", {"led": led, "invited": invited, "may_begin": may_begin}
    )


def on_municipality(_request: HttpRequest, subject: Place) -> Panel | None:
    """Show on a municipality's page of status in which cohorts it takes part; nothing where in none."""
    found = lines_of_place(subject)
    if not found:
        return None
    lines = [(row.cohort.slug, sentence(row.organisation, row.cohort, standing)) for row, standing in found]
    return Panel("programme/parts/on_municipality.html", {"lines": lines})


def on_cohort(request: HttpRequest, cohort: Any) -> Panel:
    """Show the next days of a cohort, and links to all that is known of its work; one query, or four."""
    page, permissions = calendar_page(cohort, timezone.localdate()), permissions_of(request)
    context = {
        "cohort": cohort,
        "days": [one for one in page.ahead if not one.cancelled][:MOST_NEXT],
        "works_here": permissions.user is not None and works_in(permissions, cohort),
        "runs_it": bool(may_run(actor_of(request), cohort)),
    }
    return Panel("programme/parts/cohort_panel.html", context)


def on_participation(request: HttpRequest, participation: Any) -> Panel:
    """Link to the hours and the competence of a municipality."""
    context = {
        "participation": participation,
        "may_write": permissions_of(request).has(participation.organisation),
    }
    return Panel("programme/parts/participation_panel.html", context)
