"""Parts of needs on pages of earlier apps: of a challenge, an organisation, the hour of a municipality."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.agreements.rules import organisations_written_for
from loftet.challenges.hour.steps import StepState
from loftet.challenges.models import Challenge
from loftet.core.actor import actor_of
from loftet.core.panels import Panel
from loftet.core.threads import Stop
from loftet.needs.models import Need, State
from loftet.needs.queries import needs_from, standing
from loftet.needs.rules import may_set_reading, may_write
from loftet.notices.noted.rules import may_write_in
from loftet.people.actor import Actor
from loftet.people.models import Organisation, OrganisationKind
from loftet.people.permissions import SPEAKS_FOR_ITS_PLACE
from loftet.places.models import Place
from loftet.places.queries import region_mates

MOST_SHOWN = 10


def on_challenge(request: HttpRequest, subject: Challenge) -> Panel | None:
    """Show which needs a challenge has become, also those that are closed, and how one is written."""
    actor, today = actor_of(request), timezone.localdate()
    needs = list(needs_from(subject, actor, today)[:MOST_SHOWN])
    writes_for = organisations_written_for(actor) if subject.withdrawn is None else []
    if writes_for:
        inside = region_mates({subject.region_id}, today)
        writes_for = [one for one in writes_for if one.place_id in inside]
    if not (needs or writes_for):
        return None
    context = {"needs": needs, "writes_for": writes_for, "challenge": subject}
    stops = [Stop(_("Need"), one.title, one.get_absolute_url(), one.note) for one in needs]
    return Panel("needs/parts/on_challenge.html" if writes_for else "", context, stops)


def on_organisation(request: HttpRequest, subject: Organisation) -> Panel | None:
    """Show how many needs an organisation has, and what can be done with them."""
    if subject.kind not in SPEAKS_FOR_ITS_PLACE:
        return None
    actor = actor_of(request)
    rows = Need.objects.visible_to(actor).filter(organisation=subject)
    context = {
        "organisation": subject,
        "open": standing(rows, timezone.localdate()).count(),
        "drafts": rows.filter(state__in=(State.DRAFT, State.REVIEW)).count(),
        "may_write": bool(may_write(actor, subject)),
        "may_note": bool(may_write_in(actor, subject)),
        "may_set_reading": bool(may_set_reading(actor, subject)),
    }
    return Panel("needs/parts/on_organisation.html", context)


def needs_written(actor: Actor, place: Place) -> StepState:
    """Return how many needs of a municipality say how it is and how it is to be. Two queries."""
    own = Organisation.objects.filter(place=place, kind=OrganisationKind.MUNICIPALITY).first()
    told = Need.objects.filter(organisation=own).exclude(problem="").exclude(effect="")
    count = told.count() if own else 0
    words = ngettext("%(count)d need is written.", "%(count)d needs are written.", count) % {"count": count}
    writes = own is not None and may_write(actor, own)
    address = reverse("need_create", args=[own.slug]) if own and writes else reverse("needs")
    return StepState(count > 0, words, address)
