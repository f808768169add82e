"""Rules on solutions: who offers, who reads, who says that one is in use.

Nobody but its own organisation reads anything of a draft, of a solution that has run out, or of a firm that
nobody reads of.
"""

from datetime import date

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from loftet.core.states import States, Step
from loftet.core.verdicts import ALLOWED, Denied, Verdict
from loftet.core.visible import visible_rule
from loftet.people.actor import Actor
from loftet.people.models import Organisation, OrganisationKind, RoleKind
from loftet.solutions.models import Solution, State, Use
from loftet.suppliers.models import IS_CONFIRMED_FIRST, Standing
from loftet.suppliers.rules import may_vouch_for, may_work, may_write

ASKED = (RoleKind.BUSINESS_ADVISER, RoleKind.PROCUREMENT_OFFICER)
ANSWERS = (*ASKED, RoleKind.TOP_MANAGEMENT, RoleKind.PLANNER)


def shown(day: date) -> Q:
    """Return the condition on the solutions that everybody may read: the one place where that is said.

    Whose solutions are hidden is read apart: joined, a database looks its organisation up for each solution.
    """
    confirmed = Q(supplier__state=Standing.CONFIRMED, supplier__trouble="")
    hidden = Organisation.objects.filter(kind__in=IS_CONFIRMED_FIRST).exclude(confirmed)
    return Q(state=State.OPEN, expires_on__gte=day) & ~Q(organisation__in=hidden.order_by().values("pk"))


def readable(actor: Actor) -> Q:
    """Return the condition on the solutions that somebody may read."""
    own = actor.permissions.held_in()
    seen = shown(timezone.localdate())
    return seen | Q(organisation__in=own) if own else seen


def readable_uses(actor: Actor) -> Q:
    """Return the condition on the uses that somebody may read: those of solutions that they may read."""
    return Q(solution__in=Solution.objects.visible_to(actor).order_by())


may_see = visible_rule(_("The solution is not open to you."))


def may_change(actor: Actor, record: Solution | Use) -> Verdict:
    """Check whether the actor may change a solution, or where it is in use; what was answered stands."""
    return may_write(actor, record.owner)


def may_publish(actor: Actor, solution: Solution) -> Verdict:
    """Check whether a solution may be published: by a confirmed firm, with what a reader asks first."""
    if isinstance(denied := may_change(actor, solution), Denied):
        return denied
    if solution.organisation.kind in IS_CONFIRMED_FIRST:
        before = _("The firm must be confirmed before anything of it is published.")
        return may_work(solution.organisation.supplier, before) and is_complete(solution)
    return is_complete(solution)


def is_complete(solution: Solution) -> Verdict:
    """Check whether a solution says what a reader asks first; price and CPV code are asked of firms alone."""
    if not (solution.problem and solution.effect):
        return Denied(_("Write which problem it solves, and with which effect, before it is published."))
    if solution.organisation.kind == OrganisationKind.SUPPLIER and not (
        solution.cpv and solution.price_model
    ):
        return Denied(_("Choose a CPV code and a price model before it is published."))
    return ALLOWED


def may_renew(actor: Actor, solution: Solution) -> Verdict:
    """Check whether a solution may be renewed: from a month before it runs out."""
    if not solution.can_be_renewed(actor.today):
        return Denied(_("A solution can be renewed from a month before it runs out."))
    return may_publish(actor, solution)


STATES = States(
    State.DRAFT,
    Step("publish", (State.DRAFT, State.WITHDRAWN), State.OPEN, may_publish, _("Publish the solution")),
    Step("renew", (State.OPEN,), State.OPEN, may_renew, _("Renew for a year")),
    Step("withdraw", (State.OPEN,), State.WITHDRAWN, may_change, _("Withdraw the solution"), danger=True),
)


# --- where it is in use -----------------------------------------------------------------------------


def may_answer(actor: Actor, use: Use) -> Verdict:
    """Check whether the actor may answer for a municipality on whether it uses a solution."""
    if use.place is None or not actor.permissions.has(use.place, *ANSWERS):
        return Denied(_("The municipality itself answers whether it uses the solution."))
    if actor.permissions.has(use.solution.organisation):
        return Denied(_("You have a role in the firm yourself. Somebody else answers."))
    return may_see(actor, use.solution)


def may_answer_abroad(actor: Actor, use: Use) -> Verdict:
    """Check whether the actor answers on a use abroad: a facilitator of the region of the supplier."""
    if use.place_id is not None:
        return Denied(_("The municipality itself answers whether it uses the solution."))
    return may_vouch_for(actor, use.solution.organisation) and may_see(actor, use.solution)
