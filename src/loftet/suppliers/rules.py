"""Rules on suppliers: who signs one up, who confirms it, who reads it, and who changes it.

Nobody but its own organisation reads anything of a supplier that is not confirmed, or that a register says
cannot take on work.
"""

from datetime import date, datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from loftet.core.states import States, Step
from loftet.core.verdicts import ALLOWED, HIDDEN, Denied, Verdict
from loftet.core.words import Words
from loftet.log.models import Entry
from loftet.people.actor import Actor
from loftet.people.limits import WITHIN
from loftet.people.models import Organisation, OrganisationKind, RoleKind, ThrottleEvent, ThrottleKind
from loftet.people.permissions import Permissions
from loftet.people.rules import facilitator_roles, reaches
from loftet.places.queries import inside
from loftet.suppliers.models import IS_CONFIRMED_FIRST, Standing, Supplier, Trouble

MANAGES = (RoleKind.TOP_MANAGEMENT, RoleKind.ADMINISTRATOR)
WRITES = (*MANAGES, RoleKind.EDITOR, RoleKind.BUSINESS_ADVISER)
MOST_UNCONFIRMED = 3  # firms that one person may have signed up and not confirmed
CODE_LASTS, CODE_AGAIN, CODE_TRIES = timedelta(days=7), timedelta(hours=1), 5
DAY, CODES_IN_A_DAY = timedelta(days=1), 3
MOST_LOOK_UPS = 20  # in Enhetsregisteret, of one person in an hour
NOT_YOURS = _("Management, administrators, editors and business advisers of the organisation do this.")


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


def may_write(actor: Actor, organisation: Organisation) -> Verdict:
    """Check whether the actor may write what an organisation offers; a firm has a profile first."""
    if not actor.permissions.has(organisation, *WRITES):
        return Denied(NOT_YOURS)
    if organisation.kind in IS_CONFIRMED_FIRST:
        supplier = Supplier.objects.filter(organisation=organisation).first()
        if supplier is None:
            return Denied(_("Make the profile of the organisation first."))
        return may_edit_supplier(actor, supplier)
    return ALLOWED


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


def may_work(supplier: Supplier | None, before: Words) -> Verdict:
    """Check whether a supplier is confirmed, or else what comes `before`, and can take on work."""
    if supplier is None or supplier.state != Standing.CONFIRMED:
        return Denied(before)
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
