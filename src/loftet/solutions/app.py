"""The parts that solutions add to the other apps."""

from django.utils.translation import gettext_lazy as _

from loftet.core.kinds import LetterKind
from loftet.core.registry import App, MenuEntry, NoticeWords, Topic, register
from loftet.needs.models import Need
from loftet.openness.files import ACCESS_PARTS
from loftet.people.personal_data import STAYS_WITH_OWNER, done_table
from loftet.solutions.access import answers_of
from loftet.solutions.demo import tell_of_solutions
from loftet.solutions.example import example
from loftet.solutions.models import Solution, Use
from loftet.solutions.panels import on_need, on_organisation, on_supplier
from loftet.solutions.queries import published_on
from loftet.solutions.rules import STATES, readable, readable_uses
from loftet.solutions.search import SOLUTIONS
from loftet.solutions.tasks import solutions_run_out, uses_abroad, uses_to_answer
from loftet.solutions.told.letters import TOLD, told_letter
from loftet.solutions.told.models import ToldFirm
from loftet.solutions.told.personal_data import erase_told, forget_told, told_with
from loftet.suppliers.hooks import OFFERS

WRITTEN = done_table(
    Solution,
    "written_by",
    _("Solutions that you wrote"),
    _("so that a solution has a writer"),
    how_long=STAYS_WITH_OWNER,
    shown=("organisation__name", "title", "written", "state"),
    newest="written",
)
ANSWERED = done_table(
    Use,
    "answered_by",
    _("Your answers on whether a municipality uses a solution"),
    _("so that the answer can be looked into"),
    how_long=STAYS_WITH_OWNER,
    shown=("solution__title", "place__name", "answer", "answered"),
    newest="answered",
)
TOLD_OF = done_table(
    ToldFirm,
    told_with,
    _("Firms that you have written in, or that were written in with your address"),
    _("so that the firm can publish, mend or delete it from one letter"),
    how_long=_("21 days, or until the firm deletes it or a person of it is erased"),
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
            "firm.told": _("wrote in what a firm told of"),
            "firm.mended": _("mended what was written in for a firm"),
            "firm.published": _("published what was written in for a firm"),
            "firm.deleted": _("deleted what was written in for a firm"),
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
            "solution.published": NoticeWords(
                _("A solution answers a need that you follow: %(label)s."),
                _("Solutions to needs that you follow"),
            ),
        },
        tasks=(solutions_run_out, uses_to_answer, uses_abroad),
        panels=(("need", on_need), ("organisation", on_organisation), ("supplier", on_supplier)),
        personal_data={"solutions": WRITTEN, "firms_told": TOLD_OF, "uses_answered": ANSWERED},
        menu=(
            MenuEntry("solutions", _("Solutions"), under="needs"),
            MenuEntry("suppliers", _("Suppliers"), under="needs"),  # after what they offer
        ),
        demo=tell_of_solutions,
        example=example,
        search=(SOLUTIONS,),
        states={"solution": STATES},
        letters={TOLD: LetterKind(_("letter to a firm that a coordinator has written in"), told_letter)},
        hooks=(ACCESS_PARTS((Need, answers_of)), OFFERS(published_on)),
    )
)
