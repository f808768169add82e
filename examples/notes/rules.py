"""Rules: everybody reads what is published, editors write; and from draft to published to withdrawn."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from loftet.core.states import States, Step
from loftet.core.verdicts import ALLOWED, Denied, Verdict
from loftet.core.visible import visible_rule
from loftet.people.actor import Actor
from loftet.people.models import Organisation, RoleKind

from .models import Note, State


def may_write(actor: Actor, organisation: Organisation) -> Verdict:
    """Check whether the actor may write notes for an organisation."""
    if actor.permissions.has(organisation, RoleKind.EDITOR):
        return ALLOWED
    return Denied(_("Notes are written by the editors of the organisation."))


def readable(actor: Actor) -> Q:
    """Return the condition on the notes that somebody may read: the one place where that is said."""
    own = [one.organisation for one in actor.permissions.roles]
    return Q(state=State.PUBLISHED) | Q(organisation__in=own)


may_see = visible_rule(_("The note is not published."))


def may_change(actor: Actor, note: Note) -> Verdict:
    """Check whether the actor may change a note: while it is a draft."""
    if note.state != State.DRAFT:
        return Denied(_("The note is published, and stands as it is."))
    return may_write(actor, note.organisation)


def may_decide(actor: Actor, note: Note) -> Verdict:
    """Check whether the actor may publish or withdraw a note."""
    return may_write(actor, note.organisation)


STATES = States(
    State.DRAFT,
    Step("publish", (State.DRAFT,), State.PUBLISHED, may_decide, _("Publish")),
    Step("withdraw", (State.PUBLISHED,), State.WITHDRAWN, may_decide, _("Withdraw"), danger=True),
)
