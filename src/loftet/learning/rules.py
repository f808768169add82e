"""Rules: who writes experiences, who reads them, who is told whom to ring, and from draft to published."""

from collections.abc import Collection

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from loftet.contracts.models import Contract
from loftet.core.states import States, Step
from loftet.core.verdicts import ALLOWED, Denied, Verdict
from loftet.learning.models import Experience, Help, State
from loftet.needs.models import Need
from loftet.people.actor import Actor
from loftet.people.models import Organisation
from loftet.people.permissions import SPEAKS_FOR_ITS_PLACE
from loftet.projects.models import Project
from loftet.projects.rules import LEADS
from loftet.solutions.models import Solution


def readable(actor: Actor) -> Q:
    """Return the condition on the experiences that somebody may read: published ones, and one's own."""
    own = actor.permissions.held_in()
    return Q(state=State.PUBLISHED) | Q(organisation__in=own) if own else Q(state=State.PUBLISHED)


def may_write(actor: Actor, organisation: Organisation) -> Verdict:
    """Check whether the actor may write experiences for an organisation."""
    if organisation.kind not in SPEAKS_FOR_ITS_PLACE:
        return Denied(_("Experiences are those of municipalities, counties and regional councils."))
    if actor.permissions.has(organisation, *LEADS):
        return ALLOWED
    return Denied(_("Experiences are written by those who plan, buy, advise or manage in the organisation."))


def tellers_of(record: Need | Solution | Project | Contract) -> Collection[int] | None:
    """Return the organisations that can tell how something went, by their keys; None: every buyer."""
    if isinstance(record, Need):
        return {record.organisation_id}
    if isinstance(record, Contract):
        return {record.procurement.lead_id}
    if isinstance(record, Project):
        return record.member_keys
    return None


def is_told_by(organisation: Organisation, record: Need | Solution | Project | Contract) -> bool:
    """Check whether an organisation can tell how something went: it did it, or everybody may."""
    tellers = tellers_of(record)
    return tellers is None or organisation.pk in tellers


def may_change(actor: Actor, experience: Experience) -> Verdict:
    """Check whether the actor may change, publish or confirm an experience."""
    return may_write(actor, experience.organisation)


def may_confirm(actor: Actor, experience: Experience) -> Verdict:
    """Check whether the actor may say that an experience still holds: once it is published."""
    if not experience.is_public:
        return Denied(_("It is a draft. Publish it first."))
    return may_change(actor, experience)


def sees_contact(actor: Actor) -> bool:
    """Check whether the actor is told whom to ring: those who have a role somewhere."""
    return bool(actor.permissions.roles)


def may_say_helped(actor: Actor, experience: Experience) -> Verdict:
    """Check whether the actor may say that an experience helped some other organisation."""
    if not experience.is_public:
        return Denied(_("It is a draft. Publish it first."))
    own = actor.permissions.acted_for(*LEADS, among=SPEAKS_FOR_ITS_PLACE)
    if any(one.pk != experience.organisation_id for one in own):
        return ALLOWED
    return Denied(_("Those who write experiences for another municipality do this."))


def may_take_back(actor: Actor, helped: Help) -> Verdict:
    """Check whether the actor may take back that an experience helped an organisation."""
    return may_write(actor, helped.organisation)


STATES = States(
    State.DRAFT,
    Step("publish", (State.DRAFT,), State.PUBLISHED, may_change, _("Publish the experience")),
    Step("unpublish", (State.PUBLISHED,), State.DRAFT, may_change, _("Take it back to draft"), danger=True),
)
