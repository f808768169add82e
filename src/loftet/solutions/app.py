"""The parts that solutions add to the other apps."""

from django.utils.translation import gettext_lazy as _

from loftet.core.kinds import Job, LetterKind, daily
from loftet.core.registry import App, MenuEntry, NoticeWords, Topic, register
from loftet.needs.models import Need
from loftet.openness.files import ACCESS_PARTS
from loftet.people.invitation_conditions import INVITATION_CONDITIONS
from loftet.people.personal_data import DataDescription, DataTable, Group, done_table
from loftet.solutions.access import answers_of
from loftet.solutions.actions.accounts import forget_unused_accounts
from loftet.solutions.actions.refresh import refresh_suppliers
from loftet.solutions.demo import tell_of_solutions
from loftet.solutions.disputes.actions import forget_disputes
from loftet.solutions.example import example
from loftet.solutions.letters import CODE, code_letter
from loftet.solutions.models import Solution, Supplier, Use
from loftet.solutions.panels import on_need, on_organisation, on_sign_in
from loftet.solutions.rules import PROFILE, STATES, may_bring_in, readable, readable_uses
from loftet.solutions.search import SOLUTIONS
from loftet.solutions.tasks import SOLUTION_TASKS
from loftet.solutions.told.letters import TOLD, told_letter
from loftet.solutions.told.personal_data import erase_told, forget_told, told_with

STAYS = _("for good, as the organisation's own; of an erased person only the number is left")
SIGNED_UP = done_table(
    Supplier,
    "signed_up_by",
    _("Firms that you signed up"),
    _("so that it can be seen who says to act for a firm"),
    how_long=STAYS,
    shown=("organisation__name", "number", "signed_up", "state"),
    newest="signed_up",
)
CONFIRMED = done_table(
    Supplier,
    "confirmed_by",
    _("Firms that you confirmed"),
    _("so that it can be seen on what a firm's name rests"),
    how_long=STAYS,
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
WRITTEN = done_table(
    Solution,
    "written_by",
    _("Solutions that you wrote"),
    _("so that a solution has a writer"),
    how_long=STAYS,
    shown=("organisation__name", "title", "written", "state"),
    newest="written",
)
ANSWERED = done_table(
    Use,
    "answered_by",
    _("Your answers on whether a municipality uses a solution"),
    _("so that the answer can be looked into"),
    how_long=STAYS,
    shown=("solution__title", "place__name", "answer", "answered"),
    newest="answered",
)
TOLD_OF = DataTable(
    DataDescription(
        Group.DONE,
        _("Firms that you have written in, or that were written in with your address"),
        _("so that the firm can publish, mend or delete it from one letter"),
        _("21 days, or until the firm deletes it or a person of it is erased"),
    ),
    told_with,
    shown=("number", "email", "said_by", "how", "said_on", "wants", "written", "expires"),
    newest="written",
    erase=erase_told,
    forget=forget_told,
)

APP = register(
    App(
        label="solutions",
        visible={Solution: readable, Use: readable_uses},
        log_words={
            "supplier.signed_up": _("signed up a firm"),
            "firm.told": _("wrote in what a firm told of"),
            "firm.mended": _("mended what was written in for a firm"),
            "firm.published": _("published what was written in for a firm"),
            "firm.deleted": _("deleted what was written in for a firm"),
            "supplier.changed": _("changed the profile of a firm"),
            "supplier.code_sent": _("sent a code to the firm's address in Enhetsregisteret"),
            "supplier.confirmed": _("confirmed a firm"),
            "supplier.doubted": _("took the confirmation of a firm back"),
            "supplier.closed": _("closed the profile of a firm"),
            "supplier.reopened": _("opened the profile of a firm again"),
            "supplier.disputed": _("said that others act for their firm"),
            "supplier.decided": _("decided who acts for a firm"),
            "supplier.stopped": _("found in Enhetsregisteret that a firm cannot take on work"),
            "solution.written": _("wrote a solution"),
            "solution.changed": _("changed a solution"),
            "solution.published": _("published a solution"),
            "solution.renewed": _("renewed a solution"),
            "solution.withdrawn": _("withdrew a solution"),
            "use.added": _("said where a solution is in use"),
            "use.changed": _("changed where a solution is in use"),
            "use.answered": _("answered whether a solution is in use"),
        },
        topic=Topic.TRADE,
        notices={
            "firm.published": NoticeWords(
                _("A firm has published what you wrote in: %(label)s."),
                _("Firms that publish what you wrote in"),
            ),
            "firm.deleted": NoticeWords(
                _("A firm has deleted what you wrote in for it."), _("Firms that delete what you wrote in")
            ),
            "supplier.stopped": NoticeWords(
                _("Your solutions are hidden: Enhetsregisteret says that %(label)s cannot take on work."),
                _("What Enhetsregisteret says of your firm"),
            ),
            "solution.published": NoticeWords(
                _("A solution answers a need that you follow: %(label)s."),
                _("Solutions to needs that you follow"),
            ),
        },
        tasks=SOLUTION_TASKS,
        panels=(
            ("need", on_need),
            ("organisation", on_organisation),
            ("sign_in", on_sign_in),
        ),
        personal_data={
            "suppliers_signed_up": SIGNED_UP,
            "suppliers_confirmed": CONFIRMED,
            "suppliers_disputed": DISPUTED,
            "solutions": WRITTEN,
            "firms_told": TOLD_OF,
            "uses_answered": ANSWERED,
        },
        menu=(
            MenuEntry("solutions", _("Solutions"), under="needs"),
            MenuEntry("suppliers", _("Suppliers"), under="needs"),
        ),
        demo=tell_of_solutions,
        example=example,
        search=(SOLUTIONS,),
        states={"solution": STATES, "supplier": PROFILE},
        letters={
            TOLD: LetterKind(_("letter to a firm that a coordinator has written in"), told_letter),
            CODE: LetterKind(_("code that confirms a firm"), code_letter),
        },
        jobs={
            "suppliers": Job(
                _("Ask Enhetsregisteret about every supplier again"), daily(3, 20), refresh_suppliers
            ),
            "accounts": Job(_("Remove accounts that nobody has used"), daily(3, 10), forget_unused_accounts),
        },
        hooks=(INVITATION_CONDITIONS(may_bring_in), ACCESS_PARTS((Need, answers_of))),
    )
)
