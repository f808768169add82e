"""Rules on stories: who writes, approves and withdraws them. What is told must hold when it is approved."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from loftet.core.states import States, Step
from loftet.core.verdicts import ALLOWED, Denied, Verdict
from loftet.people.actor import Actor
from loftet.people.models import Organisation
from loftet.people.permissions import SPEAKS_FOR_ITS_PLACE
from loftet.projects.rules import ACTS
from loftet.reports.rules import approvers_of
from loftet.stories.evidence import holds
from loftet.stories.models import State, Story


def readable(actor: Actor) -> Q:
    """Return the condition on the stories that somebody may read: the one place where that is said."""
    own = actor.permissions.held_in()
    return Q(state=State.PUBLISHED) | Q(organisation__in=own) if own else Q(state=State.PUBLISHED)


def may_see(actor: Actor, story: Story) -> Verdict:
    """Check whether the actor may read a story; the page has found none that is hidden."""
    if story.is_public or actor.permissions.has(story.organisation):
        return ALLOWED
    return Denied(_("The story is not published."))


def may_start(actor: Actor, organisation: Organisation) -> Verdict:
    """Check whether the actor may write stories of an organisation: who does its projects, and editors."""
    if organisation.kind not in SPEAKS_FOR_ITS_PLACE or organisation.place is None:
        return Denied(_("Stories are told by municipalities, counties and regional councils here."))
    if actor.permissions.has(organisation, *ACTS):
        return ALLOWED
    return Denied(_("Stories are written by those who plan, advise, edit or manage in the organisation."))


def may_change(actor: Actor, story: Story) -> Verdict:
    """Check whether the actor may change a story: what is approved is read as it was approved."""
    if story.is_public:
        return Denied(_("The story is published. Take it back before you change it."))
    return may_start(actor, story.organisation)


def may_write(actor: Actor, story: Story) -> Verdict:
    """Check whether the actor writes the stories of the organisation."""
    return may_start(actor, story.organisation)


def may_offer(actor: Actor, story: Story) -> Verdict:
    """Check whether the actor may ask for approval: who writes stories, of what the numbers support."""
    return may_write(actor, story) and holds(story)


def manages(actor: Actor, story: Story) -> Verdict:
    """Check whether the actor is one of those who approve what the organisation says."""
    place = story.organisation.place
    if place is not None and actor.permissions.has_own(story.organisation, *approvers_of(place.kind)):
        return ALLOWED
    return Denied(_("Only the organisation's own top management approves a story."))


def may_approve(actor: Actor, story: Story) -> Verdict:
    """Check whether the actor may publish a story: its management, of what the numbers support now."""
    return manages(actor, story) and holds(story)


def may_withdraw(actor: Actor, story: Story) -> Verdict:
    """Check whether the actor may take a story back: who manages, and who writes stories."""
    return manages(actor, story) or may_write(actor, story)


STATES = States(
    State.DRAFT,
    Step("offer", (State.DRAFT,), State.OFFERED, may_offer, _("Ask for approval")),
    Step("approve", (State.OFFERED,), State.PUBLISHED, may_approve, _("Approve it and show it to everybody")),
    Step("return", (State.OFFERED,), State.DRAFT, may_withdraw, pgettext_lazy("story", "Back to draft")),
    Step("withdraw", (State.PUBLISHED,), State.DRAFT, may_withdraw, _("Take it back"), danger=True),
)
