"""The parts that suppliers add to the other apps."""

from django.utils.translation import gettext_lazy as _

from loftet.core.kinds import Job, LetterKind, daily
from loftet.core.registry import App, NoticeWords, Topic, register
from loftet.people.invitation_conditions import INVITATION_CONDITIONS
from loftet.people.personal_data import STAYS_WITH_OWNER, done_table
from loftet.suppliers.actions.accounts import forget_unused_accounts
from loftet.suppliers.actions.refresh import refresh_suppliers
from loftet.suppliers.demo import tell_of_suppliers
from loftet.suppliers.disputes.actions import forget_disputes
from loftet.suppliers.example import example
from loftet.suppliers.letters import CODE, code_letter
from loftet.suppliers.models import Supplier
from loftet.suppliers.panels import on_sign_in
from loftet.suppliers.rules import PROFILE, may_bring_in
from loftet.suppliers.tasks import disputes_to_decide, firms_to_confirm, own_profiles

SIGNED_UP = done_table(
    Supplier,
    "signed_up_by",
    _("Firms that you signed up"),
    _("so that it can be seen who says to act for a firm"),
    how_long=STAYS_WITH_OWNER,
    shown=("organisation__name", "number", "signed_up", "state"),
    newest="signed_up",
)
CONFIRMED = done_table(
    Supplier,
    "confirmed_by",
    _("Firms that you confirmed"),
    _("so that it can be seen on what a firm's name rests"),
    how_long=STAYS_WITH_OWNER,
    shown=("organisation__name", "means", "note", "confirmed"),
    newest="confirmed",
)
DISPUTED = done_table(
    Supplier,
    "disputed_by",
    _("Firms of which you said that they are yours"),
    _("so that a facilitator can look into it"),
    how_long=_("until a facilitator has decided, or you are erased"),
    shown=("organisation__name", "dispute", "disputed"),
    newest="disputed",
    erase=forget_disputes,
)

APP = register(
    App(
        label="suppliers",
        log_words={
            "supplier.signed_up": _("signed up a firm"),
            "supplier.changed": _("changed the profile of a firm"),
            "supplier.code_sent": _("sent a code to the firm's address in Enhetsregisteret"),
            "supplier.confirmed": _("confirmed a firm"),
            "supplier.doubted": _("took the confirmation of a firm back"),
            "supplier.closed": _("closed the profile of a firm"),
            "supplier.reopened": _("opened the profile of a firm again"),
            "supplier.disputed": _("said that others act for their firm"),
            "supplier.decided": _("decided who acts for a firm"),
            "supplier.stopped": _("found in Enhetsregisteret that a firm cannot take on work"),
        },
        topic=Topic.TRADE,
        notices={
            "supplier.stopped": NoticeWords(
                _("Your solutions are hidden: Enhetsregisteret says that %(label)s cannot take on work."),
                _("What Enhetsregisteret says of your firm"),
            ),
        },
        tasks=(firms_to_confirm, disputes_to_decide, own_profiles),
        panels=(("sign_in", on_sign_in),),
        personal_data={
            "suppliers_signed_up": SIGNED_UP,
            "suppliers_confirmed": CONFIRMED,
            "suppliers_disputed": DISPUTED,
        },
        demo=tell_of_suppliers,
        example=example,
        states={"supplier": PROFILE},
        letters={CODE: LetterKind(_("code that confirms a firm"), code_letter)},
        jobs={
            "suppliers": Job(
                _("Ask Enhetsregisteret about every supplier again"), daily(3, 20), refresh_suppliers
            ),
            "accounts": Job(_("Remove accounts that nobody has used"), daily(3, 10), forget_unused_accounts),
        },
        hooks=(INVITATION_CONDITIONS(may_bring_in),),
    )
)
