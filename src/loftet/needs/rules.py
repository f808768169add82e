"""Rules on needs: who writes, who reads, who lets out, and the way from draft to closed.

A region is a Region of the catalogue: a need for the region is read in every municipality that shares one
with the owner's place, and in the councils of these.
"""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from loftet.agreements.rules import WRITES
from loftet.core.states import States, Step
from loftet.core.verdicts import ALLOWED, Denied, Verdict
from loftet.core.visible import visible_rule
from loftet.needs.models import Audience, Need, ReviewSetting, State
from loftet.people.actor import Actor
from loftet.people.models import Organisation, RoleKind
from loftet.people.permissions import SPEAKS_FOR_ITS_PLACE, reached_places
from loftet.people.rules import role_rule

READS_FIRST = (RoleKind.PROCUREMENT_OFFICER, RoleKind.BUSINESS_ADVISER, RoleKind.TOP_MANAGEMENT)
LET_OUT = (State.OPEN, State.CLOSED)
OF_OTHERS = _("Needs are those of municipalities, counties and regional councils.")


def readable(actor: Actor) -> Q:
    """Return the condition on the needs that somebody may read: the one place where that is said."""
    own = actor.permissions.held_in()
    let_out = Q(state__in=LET_OUT, shared__isnull=False)
    seen = let_out & Q(audience=Audience.PUBLIC)
    if own:
        seen |= Q(organisation__in=own)
    if places := actor.permissions.once(reached_places):
        seen |= let_out & Q(audience=Audience.REGION, organisation__place__in=places)
    return seen


may_see = visible_rule(_("The need is not open to you."))


# Who may write needs for an organisation.
may_write = role_rule(
    SPEAKS_FOR_ITS_PLACE,
    OF_OTHERS,
    WRITES,
    _(
        "Needs are written by business advisers, procurement officers, planners and top management of "
        "the organisation, or by somebody whom it has let act on its behalf."
    ),
)


def may_set_reading(actor: Actor, organisation: Organisation) -> Verdict:
    """Check whether the actor may choose a second reader for an organisation's needs."""
    if organisation.kind not in SPEAKS_FOR_ITS_PLACE:
        return Denied(OF_OTHERS)
    if actor.permissions.has_own(organisation, RoleKind.TOP_MANAGEMENT, RoleKind.ADMINISTRATOR):
        return ALLOWED
    return Denied(_("Top management and administrators of the organisation choose this."))


def wants_reader(organisation: Organisation) -> bool:
    """Check whether an organisation wants a second reader."""
    return ReviewSetting.objects.filter(organisation=organisation, wants_reader=True).exists()


def may_change(actor: Actor, need: Need) -> Verdict:
    """Check whether the actor may change a need: until it has run out or is closed."""
    if need.state == State.CLOSED:
        return Denied(_("The need is closed, and stands as it is."))
    if need.has_expired(actor.today):
        return Denied(_("The need has run out. Renew it first."))
    return may_write(actor, need.organisation)


def may_share(actor: Actor, need: Need) -> Verdict:
    """Check whether the actor may share a need; where a reader is wanted, it is not the one who wrote it."""
    if need.state in (State.DRAFT, State.REVIEW) and wants_reader(need.organisation):
        if need.state == State.DRAFT:
            return Denied(_("The municipality wants another person to read it first. Send it to be read."))
        return may_read_first(actor, need)
    return may_change(actor, need)


def may_read_first(actor: Actor, need: Need) -> Verdict:
    """Check whether the actor may be the second reader."""
    if actor.user is not None and need.written_by_id == actor.user.pk:
        return Denied(_("Somebody else than the one who wrote the need reads it."))
    if actor.permissions.has(need.organisation, *READS_FIRST):
        return ALLOWED
    return Denied(
        _("A procurement officer, a business adviser or top management of the municipality reads it first.")
    )


def may_send(actor: Actor, need: Need) -> Verdict:
    """Check whether the actor may send a draft to its second reader."""
    if not wants_reader(need.organisation):
        return Denied(_("The municipality has no second reader: the check list is used instead."))
    return may_write(actor, need.organisation)


def may_renew(actor: Actor, need: Need) -> Verdict:
    """Check whether the actor may renew a need: from a month before it runs out."""
    if not need.can_be_renewed(actor.today):
        return Denied(_("A need can be renewed from a month before it runs out."))
    return may_write(actor, need.organisation)


def may_close(actor: Actor, need: Need) -> Verdict:
    """Check whether the actor may close a need."""
    if need.state == State.CLOSED:
        return Denied(_("The need is closed, and stands as it is."))
    return may_write(actor, need.organisation)


STATES = States(
    State.DRAFT,
    Step("send", (State.DRAFT,), State.REVIEW, may_send, _("Send it to be read")),
    Step("share", (State.DRAFT, State.REVIEW, State.OPEN), State.OPEN, may_share, _("Share the need")),
    Step("return", (State.REVIEW,), State.DRAFT, may_read_first, _("Send it back to the writer")),
    Step("renew", (State.OPEN,), State.OPEN, may_renew, _("Renew for six months")),
    Step("close", (State.DRAFT, State.REVIEW, State.OPEN), State.CLOSED, may_close, _("Close the need")),
)
