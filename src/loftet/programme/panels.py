"""What pages of earlier packages show of the programme: a matter, a municipality."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from loftet.core.panels import Panel
from loftet.decisions.models import Matter
from loftet.people.access import permissions_of
from loftet.people.models import Organisation, OrganisationKind
from loftet.people.rules import COORDINATES
from loftet.places.models import Place
from loftet.programme.queries.cohort import cohorts, lines_of_place
from loftet.programme.queries.participation import OwnPage, own_page, participations
from loftet.programme.queries.standings import sentence
from loftet.programme.rules import leads_for, may_decide, may_see_participation, may_take


def on_matter(request: HttpRequest, subject: Any) -> Panel | None:
    """Show on a matter whose participation rests on it; ask its management what an outcome means."""
    if not isinstance(subject, Matter) or subject.organisation.kind != OrganisationKind.MUNICIPALITY:
        return None
    permissions, today, now = permissions_of(request), timezone.localdate(), timezone.now()
    rows = list(participations().filter(organisation=subject.organisation_id))
    resting = [one for one in rows if one.matter_id == subject.pk]
    pages: list[tuple[OwnPage, bool, bool]] = [
        (
            own_page(one, today, now),
            bool(may_decide(permissions, one)),
            bool(may_see_participation(permissions, one)),
        )
        for one in resting
    ]
    others = [
        one for one in rows if one not in resting and may_decide(permissions, one) and may_take(one, subject)
    ]
    if not pages and not others:
        return None
    return Panel("programme/on_matter.html", {"pages": pages, "others": others, "matter": subject})


def on_organisation(request: HttpRequest, subject: Any) -> Panel | None:
    """Lead from an organisation to the cohorts that it leads or was invited to; two queries."""
    if not isinstance(subject, Organisation):
        return None
    permissions = permissions_of(request)
    led = tuple(cohorts().filter(lead=subject)) if subject.kind in COORDINATES else ()
    asked = participations().filter(organisation=subject)
    invited = tuple(asked) if subject.kind == OrganisationKind.MUNICIPALITY else ()
    may_begin = subject.pk in leads_for(permissions)
    if not (led or invited or may_begin):
        return None
    return Panel("programme/on_organisation.html", {"led": led, "invited": invited, "may_begin": may_begin})


def on_municipality(_request: HttpRequest, subject: Any) -> Panel | None:
    """Say on a municipality's page of status in which cohorts it takes part; nothing where in none."""
    if not isinstance(subject, Place):
        return None
    found = lines_of_place(subject)
    if not found:
        return None
    lines = [(row.cohort.slug, sentence(row.organisation, row.cohort, standing)) for row, standing in found]
    return Panel("programme/on_municipality.html", {"lines": lines})
