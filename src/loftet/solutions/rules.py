"""Rules on suppliers and solutions: who offers, who confirms, who reads, who says that it is in use.

Nobody but its own organisation reads anything of a supplier that is not confirmed, or that a register says
cannot take on work, and nothing of a draft or of a solution that has run out.
"""

from datetime import date, datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from loftet.core.states import States, Step
from loftet.core.verdicts import ALLOWED, HIDDEN, Denied, Verdict
from loftet.log.models import Entry
from loftet.people.actor import Actor
from loftet.people.limits import WITHIN
from loftet.people.models import Organisation, OrganisationKind, RoleKind, ThrottleEvent, ThrottleKind
from loftet.people.permissions import Permissions
from loftet.people.rules import facilitator_roles, reaches
from loftet.places.queries import inside
from loftet.solutions.models import (
    IS_CONFIRMED_FIRST,
    Solution,
    Standing,
    State,
    Supplier,
    Trouble,
    Use,
)

MANAGES = (RoleKind.TOP_MANAGEMENT, RoleKind.ADMINISTRATOR)
WRITES = (*MANAGES, RoleKind.EDITOR, RoleKind.BUSINESS_ADVISER)
ANSWERS = (
    RoleKind.BUSINESS_ADVISER,
    RoleKind.PROCUREMENT_OFFICER,
    RoleKind.TOP_MANAGEMENT,
    RoleKind.PLANNER,
)
MOST_UNCONFIRMED = 3  # firms that one person may have signed up and not confirmed
CODE_LASTS, CODE_AGAIN, CODE_TRIES = timedelta(days=7), timedelta(hours=1), 5
DAY, CODES_IN_A_DAY = timedelta(days=1), 3
MOST_LOOK_UPS = 20  # in Enhetsregisteret, of one person in an hour
NOT_YOURS = _("Management, administrators, editors and business advisers of the organisation do this.")


# --- suppliers --------------------------------------------------------------------------------------


def may_sign_up(actor: Actor, _subject: object) -> Verdict:
    """Check whether the actor may sign up one more firm."""
    if actor.user is None:
        return Denied(HIDDEN)
    of_suppliers = ContentType.objects.get_for_model(Supplier)
    known = Entry.objects.filter(action="supplier.confirmed", subject_type=of_suppliers).order_by()
    never = Q(state=Standing.CLOSED) & ~Q(pk__in=known.values("subject_id"))  # closing one makes no place
    waiting = Supplier.objects.filter(Q(state=Standing.UNCONFIRMED) | never, signed_up_by=actor.user)
    if waiting.count() >= MOST_UNCONFIRMED:
        return Denied(_("You have signed up three firms that are not confirmed. Confirm one of them first."))
    return ALLOWED


def may_look_up(whose: str, now: datetime) -> Verdict:
    """Check whether somebody, by a keyed hash, may look one more number up in the register."""
    late = ThrottleEvent.objects.filter(kind=ThrottleKind.LOOKS, address=whose, when__gt=now - WITHIN)
    if late.count() >= MOST_LOOK_UPS:
        return Denied(_("You have looked up many numbers. Wait an hour, and try again."))
    return ALLOWED


def may_create_profile(actor: Actor, organisation: Organisation) -> Verdict:
    """Check whether the actor may make the profile of an organisation that is here already."""
    if organisation.kind not in IS_CONFIRMED_FIRST:
        return Denied(_("The organisation is known already, and needs no profile."))
    if Supplier.objects.filter(organisation=organisation).exists():
        return Denied(_("The organisation has a profile already."))
    if actor.permissions.has_own(organisation, *MANAGES):
        return ALLOWED
    return Denied(_("Management and administrators of the organisation do this."))


def may_edit_supplier(actor: Actor, supplier: Supplier) -> Verdict:
    """Check whether the actor may change a profile."""
    if supplier.state == Standing.CLOSED:
        return Denied(_("The profile is closed. Open it again first."))
    return ALLOWED if actor.permissions.has(supplier.organisation, *WRITES) else Denied(NOT_YOURS)


def may_send_code(actor: Actor, supplier: Supplier) -> Verdict:
    """Check whether a code may be sent to the address in Enhetsregisteret."""
    if not supplier.email:
        return Denied(
            _("Enhetsregisteret has no e-mail address of the firm. Ask a facilitator of the region instead.")
        )
    if supplier.trouble:
        return Denied(Trouble(supplier.trouble).label)
    if supplier.code_sent is not None and actor.now < supplier.code_sent + CODE_AGAIN:
        return Denied(_("A code was sent less than an hour ago. Look for it first."))
    if _codes_within_a_day(actor, supplier) >= CODES_IN_A_DAY:
        return Denied(_("Three codes have been sent within a day. Wait until tomorrow."))
    return may_edit_supplier(actor, supplier)


def _codes_within_a_day(actor: Actor, supplier: Supplier) -> int:
    if supplier.code_sent is None or supplier.code_sent <= actor.now - DAY:
        return 0
    sent = Entry.objects.about(supplier).filter(action="supplier.code_sent", when__gt=actor.now - DAY)
    return sent.count()


def may_enter_code(actor: Actor, supplier: Supplier) -> Verdict:
    """Check whether a code can be tried: one has been sent, holds, and has tries left."""
    if supplier.state != Standing.UNCONFIRMED:
        return Denied(_("The firm is confirmed already."))
    holds = supplier.code_sent is not None and actor.now <= supplier.code_sent + CODE_LASTS
    if not (holds and supplier.code_word):
        return Denied(_("No code has been sent that still holds. Send a new one."))
    if supplier.code_tries >= CODE_TRIES:
        return Denied(_("The code was wrong five times. Send a new one."))
    return may_edit_supplier(actor, supplier)


def may_vouch(actor: Actor, supplier: Supplier) -> Verdict:
    """Check whether the actor is a facilitator of the region of a firm, and has no role in it."""
    return may_vouch_for(actor, supplier.organisation)


def may_vouch_for(actor: Actor, organisation: Organisation) -> Verdict:
    """Check whether the actor facilitates where an organisation lies, and has no role in it."""
    leads = facilitator_roles(actor.permissions)
    if not leads:
        return Denied(_("A facilitator of the region confirms this."))
    if actor.permissions.has(organisation):
        return Denied(_("You have a role in the firm yourself. Somebody else confirms it."))
    place = organisation.place_id
    if place is None or reaches(leads, place, actor.today):
        return ALLOWED
    return Denied(_("The firm lies outside of your region."))


def vouched_by(permissions: Permissions, day: date) -> Q:
    """Return the condition on the firms that somebody may confirm, as `may_vouch` says it of one."""
    leads = facilitator_roles(permissions)
    if not leads:
        return Q(pk=None)
    others = ~Q(organisation__in=permissions.held_in())
    if any(one.organisation_kind == OrganisationKind.PARTNER for one in leads):
        return others
    led = {one.place for one in leads if one.place is not None}
    near = Q(organisation__place__in=inside(led, day))
    return others & (near | Q(organisation__place=None))


def may_confirm(actor: Actor, supplier: Supplier) -> Verdict:
    """Check whether the actor may confirm a firm with a note."""
    if supplier.state != Standing.UNCONFIRMED:
        return Denied(_("The firm is not waiting to be confirmed."))
    if supplier.trouble:
        return Denied(Trouble(supplier.trouble).label)
    return may_vouch(actor, supplier)


def may_doubt(actor: Actor, supplier: Supplier) -> Verdict:
    """Check whether the actor may take a confirmation back, such as when two say that they are the firm."""
    if supplier.state != Standing.CONFIRMED:
        return Denied(_("The firm is not confirmed."))
    return may_vouch(actor, supplier)


def may_manage(actor: Actor, supplier: Supplier) -> Verdict:
    """Check whether the actor may close a profile or open it again."""
    if actor.permissions.has_own(supplier.organisation, *MANAGES):
        return ALLOWED
    return Denied(_("Management and administrators of the organisation do this."))


def suppliers_read_by(permissions: Permissions) -> Q:
    """Return the condition on the suppliers that somebody may read; `may_vouch` says who reads one more."""
    own = permissions.held_in()
    return Q(state=Standing.CONFIRMED, trouble="") | Q(organisation__in=own)


def may_see_supplier(actor: Actor, supplier: Supplier) -> Verdict:
    """Check whether the actor may read a profile."""
    if supplier.is_shown or actor.permissions.has(supplier.organisation):
        return ALLOWED
    return may_vouch(actor, supplier)


def may_bring_in(organisation: Organisation) -> Verdict:
    """Check whether others may be invited to an organisation: a firm with a profile is confirmed first."""
    if organisation.kind not in IS_CONFIRMED_FIRST:
        return ALLOWED
    supplier = Supplier.objects.filter(organisation=organisation).first()
    if supplier is None or supplier.state == Standing.CONFIRMED:
        return ALLOWED
    return Denied(_("Others can be invited when the firm is confirmed."))


def is_confirmed_supplier(organisation: Organisation) -> Verdict:
    """Check whether an organisation is a supplier that is confirmed and can take on work."""
    supplier = Supplier.objects.filter(organisation=organisation).first()
    if supplier is None or supplier.state != Standing.CONFIRMED:
        return Denied(_("The firm is not confirmed yet. Do that first, on its own page."))
    return Denied(Trouble(supplier.trouble).label) if supplier.trouble else ALLOWED


PROFILE = States(
    Standing.UNCONFIRMED,
    Step("send", (Standing.UNCONFIRMED,), Standing.UNCONFIRMED, may_send_code, _("Send a code")),
    Step("enter", (Standing.UNCONFIRMED,), Standing.CONFIRMED, may_enter_code, _("Write the code")),
    Step("confirm", (Standing.UNCONFIRMED,), Standing.CONFIRMED, may_confirm, _("Confirm the firm")),
    Step("doubt", (Standing.CONFIRMED,), Standing.UNCONFIRMED, may_doubt, _("Take the confirmation back")),
    Step("reopen", (Standing.CLOSED,), Standing.UNCONFIRMED, may_manage, _("Open the profile again")),
    Step(
        "close",
        (Standing.UNCONFIRMED, Standing.CONFIRMED),
        Standing.CLOSED,
        may_manage,
        _("Close the profile"),
        danger=True,
    ),
)


# --- solutions --------------------------------------------------------------------------------------


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


def may_see(actor: Actor, solution: Solution) -> Verdict:
    """Check whether a solution is open to somebody, as `readable` says it of many."""
    if Solution.objects.visible_to(actor).filter(pk=solution.pk).exists():
        return ALLOWED
    return Denied(_("The solution is not open to you."))


def may_write(actor: Actor, organisation: Organisation) -> Verdict:
    """Check whether the actor may write solutions of an organisation; a firm has a profile first."""
    if not actor.permissions.has(organisation, *WRITES):
        return Denied(NOT_YOURS)
    if organisation.kind in IS_CONFIRMED_FIRST:
        supplier = Supplier.objects.filter(organisation=organisation).first()
        if supplier is None:
            return Denied(_("Make the profile of the organisation first."))
        if supplier.state == Standing.CLOSED:
            return Denied(_("The profile is closed. Open it again first."))
    return ALLOWED


def may_change(actor: Actor, solution: Solution) -> Verdict:
    """Check whether the actor may change a solution."""
    return may_write(actor, solution.organisation)


def may_publish(actor: Actor, solution: Solution) -> Verdict:
    """Check whether a solution may be published: by a confirmed firm, with what a reader asks first."""
    if isinstance(denied := may_change(actor, solution), Denied):
        return denied
    if solution.organisation.kind in IS_CONFIRMED_FIRST:
        supplier = solution.organisation.supplier
        if supplier.state != Standing.CONFIRMED:
            return Denied(_("The firm must be confirmed before anything of it is published."))
        if supplier.trouble:
            return Denied(Trouble(supplier.trouble).label)
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


def may_change_use(actor: Actor, use: Use) -> Verdict:
    """Check whether the actor may change where a solution is in use; what was answered stands."""
    return may_write(actor, use.solution.organisation)


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
