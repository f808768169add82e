"""Parts that events show on pages of earlier apps: of a need, a joint purchase, and an organisation."""

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from loftet.challenges.models import Challenge
from loftet.core.actor import actor_of
from loftet.core.pages import Link
from loftet.core.panels import Panel
from loftet.core.registry import call_all
from loftet.meetings.hooks import TOLD_OF
from loftet.meetings.models import Event
from loftet.meetings.queries import dialogues_read_by, events_in_order, plans_for
from loftet.meetings.rules import PLANS_MEETINGS, may_plan
from loftet.meetings.sentences import dialogue_stops
from loftet.meetings.subjects import key_of
from loftet.needs.models import Need
from loftet.people.actor import Actor
from loftet.people.models import Organisation
from loftet.people.organisation_panel import OrganisationPanel
from loftet.pools.models import Pool

MOST_SHOWN = 5


def on_subject(request: HttpRequest, subject: Need | Pool) -> Panel | None:
    """Show the meetings about a need or a joint purchase, and the link by which one is planned."""
    actor = actor_of(request)
    if isinstance(subject, Need):  # one about its joint purchase is about the need, too
        shared = Pool.objects.visible_to(actor).filter(needs=subject).order_by().values("pk")
        about = Q(needs=subject) | Q(pools__in=shared)
    else:
        about = Q(pools=subject)
    rows = events_in_order(actor, actor.today).filter(about).distinct()
    found = [(one, one.tag_on(actor.today), _told(actor, one)) for one in rows[:MOST_SHOWN]]
    starts = plans_for(actor)[:1] if subject.is_public and not found else []
    if not (found or starts):
        return None
    # The thread has a dialogue that is over; here it is shown where something more is told of it.
    told = [row for row in found if row[2] or not (row[0].kind_of.is_market and row[0].is_past(actor.today))]
    context = {"events": told, "starts": starts}
    template = "meetings/parts/on_subject.html" if told or starts else ""
    return Panel(template, context | {"about": key_of(subject)}, dialogue_stops(one for one, *_ in found))


def on_challenge(request: HttpRequest, subject: Challenge) -> Panel | None:
    """Add the market dialogues about a challenge, and about needs written from it, to its thread."""
    about = Q(challenges=subject) | Q(needs__challenge=subject) | Q(pools__challenge=subject)
    stops = dialogue_stops(dialogues_read_by(actor_of(request), about)[:MOST_SHOWN])
    return Panel("", {}, stops) if stops else None


def _told(actor: Actor, event: Event) -> list[str]:
    """Return what later apps tell of a meeting."""
    return [one for one in call_all(TOLD_OF, actor, event) if one]


def events_of(actor: Actor, organisation: Organisation) -> QuerySet[Event]:
    """Return the meetings of an organisation, those to come first."""
    return events_in_order(actor, actor.today).filter(organisation=organisation)


def day_and_state(event: Event, actor: Actor) -> str:
    """Return when a meeting is, and its state."""
    return f"{date_format(event.day, 'DATE_FORMAT')}, {event.tag_on(actor.today).words}"


on_organisation = OrganisationPanel(
    heading_id="events",
    heading=_("Meetings"),
    rows=events_of,
    empty=_("None is planned."),
    links=(Link(_("Plan a meeting"), "event_create", may_plan),),
    kinds=PLANS_MEETINGS,
    note=day_and_state,
    hides=True,
)
