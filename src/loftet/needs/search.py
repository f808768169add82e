"""Needs as search finds them: what is open or came to something, and one's own; no budget, no person."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from loftet.core.expiry import is_standing
from loftet.core.search import RecordSource, owned_document
from loftet.needs.models import Need, Outcome, State
from loftet.people.actor import Actor

CAME_TO_SOMETHING = (Outcome.BOUGHT, Outcome.SOLVED, Outcome.TOGETHER)


def found(actor: Actor) -> Q:
    """Return the condition on what is found: what ran out or came to nothing is found by its owners alone."""
    own = actor.permissions.held_in()
    is_found = is_standing(actor.today) | Q(state=State.CLOSED, outcome__in=CAME_TO_SOMETHING)
    return is_found | Q(organisation__in=own) if own else is_found


NEEDS = RecordSource(
    kind="need",
    words=_("need"),
    many=_("Needs"),
    model=Need,
    found=found,
    document=owned_document("need", "problem", "effect", note=lambda one: one.note),
    related=("organisation__place",),
    unread=("search_text", "users", "constraints", "goals", "targets", "contact", "written", "shared"),
)
