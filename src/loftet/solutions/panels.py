"""Parts that solutions show on pages of earlier apps: of a need, and of an organisation."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from loftet.core.actor import actor_of
from loftet.core.panels import Panel
from loftet.needs.models import Need, State
from loftet.people.models import Organisation
from loftet.solutions.models import IS_CONFIRMED_FIRST
from loftet.solutions.queries import answers_to, home_of, organisations_offering
from loftet.solutions.rules import WRITES


def on_sign_in(_request: HttpRequest, _subject: Any) -> Panel | None:
    """Show a firm that nobody has invited where it begins."""
    return Panel("solutions/parts/on_sign_in.html", {})


def on_need(request: HttpRequest, subject: Need) -> Panel | None:
    """Show which solutions answer a need, and the link by which one more is written, or a firm begins."""
    if subject.state != State.OPEN or subject.is_expired:
        return None
    actor = actor_of(request)
    solutions = answers_to(subject, timezone.localdate())
    offers = [one for one in organisations_offering(actor) if one.kind in IS_CONFIRMED_FIRST][:3]
    is_stranger = actor.user is None
    if not (solutions or offers or is_stranger):
        return None
    context = {"solutions": solutions, "offers": offers, "need": subject, "is_stranger": is_stranger}
    return Panel("solutions/parts/on_need.html", context)


def on_organisation(request: HttpRequest, subject: Organisation) -> Panel | None:
    """Show an organisation's own people what it offers, which needs match, and what runs out."""
    actor = actor_of(request)
    if not actor.permissions.has(subject, *WRITES):
        return None
    home = home_of(subject, actor)
    if not (home.needs_profile or home.published or home.drafts):
        return None
    return Panel("solutions/parts/on_organisation.html", {"home": home})
