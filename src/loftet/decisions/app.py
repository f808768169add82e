"""The registration of bodies and matters."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.db.models import Model
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loftet.core.kinds import LetterKind
from loftet.core.registry import App, NoticeWords, Topic, register
from loftet.core.words import Words
from loftet.decisions.actions.notifications import RECEIPT
from loftet.decisions.example import example
from loftet.decisions.letters import receipt_letter
from loftet.decisions.models import Body, Departure, Matter, Treatment, TreatmentKind
from loftet.decisions.panels import of_organisation
from loftet.decisions.queries.waiting import matter_tasks
from loftet.decisions.rules import readable
from loftet.notices.followed import FOLLOWED
from loftet.people.models import User
from loftet.people.personal_data import DataDescription, DataTable, Group, done_table, pointing

LOG: Mapping[str, Words] = {
    "body.added": _("added a body"),
    "body.revised": _("changed a body"),
    "body.ended": _("ended a body"),
    "meetings.planned": _("planned meetings"),
    "meeting.moved": _("changed a meeting"),
    "meeting.cancelled": _("cancelled a meeting"),
    "matter.written": _("wrote a matter"),
    "matter.prepared": _("prepared a matter"),
    "matter.taken_up": _("took a matter up"),
    "matter.assigned": _("gave the work on a matter to somebody"),
    "matter.revised": _("rewrote a matter"),
    "matter.published": _("published a matter"),
    "matter.withdrawn": _("withdrew a matter"),
    "matter.led_out": _("led a matter to each municipality"),
    "matter.left": _("let a matter leave the house, and answered about the journal"),
    "treatment.planned": _("planned a treatment"),
    "treatment.moved": _("moved a planned treatment"),
    "treatment.called_off": _("called a treatment off"),
    "treatment.recorded": _("recorded what came of a treatment"),
    "treatment.corrected": _("corrected what came of a treatment"),
    "treatment.delegated": _("recorded a decision by delegation"),
    "follow_up.added": _("added what is to be done"),
    "follow_up.revised": _("changed what is to be done"),
    "follow_up.done": _("marked something as done"),
}


def assigned_text(matter: Matter) -> str:
    """Return what the letter says to who is to work on a matter."""
    return gettext(
        "Papers and outcomes of this matter now wait for you, and no longer for all who write matters. If it "
        "is not yours, give it on: «Give it to …» is on the page of the matter."
    )


def official_form_by(model: type[Model]) -> Callable[[int], str | None]:
    """Build what returns the official form of Norwegian of the place whose row it is. One query."""
    forms = model._default_manager.values_list("organisation__place__language", flat=True)
    return lambda number: forms.filter(pk=number).first()


def give_up_matters(user: User, _now: datetime) -> None:
    """Leave what an erased person worked on to all who write matters there."""
    Matter.objects.filter(assignee=user).update(assignee=None)


NOTICES: Mapping[str, NoticeWords] = {
    "matter.prepared": NoticeWords(
        _("%(preparer)s has prepared «%(title)s» for you. It waits until you take it up."),
        _("matters that others prepare for us"),
    ),
    "matter.taken_up": NoticeWords(
        _("%(organisation)s has taken up «%(title)s»."), _("matters that are taken up")
    ),
    "matter.assigned": NoticeWords(
        _("«%(title)s» of %(organisation)s has been given to you."),
        _("matters that are given to you"),
        letter=assigned_text,
    ),
    "matter.revised": NoticeWords(
        _("«%(title)s» has been rewritten."), _("public matters that are rewritten")
    ),
    "matter.published": NoticeWords(_("«%(title)s» is public."), _("matters that become public")),
    "matter.withdrawn": NoticeWords(_("«%(title)s» has been withdrawn."), _("matters that are withdrawn")),
    "matter.planned": NoticeWords(_("«%(title)s» is planned: %(where)s."), _("treatments that are planned")),
    "matter.called_off": NoticeWords(
        _("The treatment of «%(title)s» is called off: %(where)s."), _("treatments that are called off")
    ),
    "matter.treated": NoticeWords(
        _("«%(title)s», %(where)s: %(outcome)s."), _("what comes of treatments, and decisions")
    ),
    "matter.meeting_moved": NoticeWords(
        _("The meeting that is to treat «%(title)s» has been moved: %(where)s."), _("meetings that are moved")
    ),
    "matter.meeting_cancelled": NoticeWords(
        _("The meeting that was to treat «%(title)s» has been cancelled: %(where)s."),
        _("meetings that are cancelled"),
    ),
}

# What matters hold about a person; the minutes name others than users.
CASE = _("for good, as part of the case; of an erased person only the number is left")
ARCHIVED = _(
    "so that it can be seen later how something was decided: what a public body decides follows the archives"
    " act («arkivlova»)"
)


TABLES: Mapping[str, DataTable] = {
    "assigned_matters": DataTable(
        DataDescription(
            Group.WHO,
            _("Matters that you work on"),
            _("so that papers and outcomes wait for one person"),
            _("until it is given to somebody else, or you are erased"),
        ),
        pointing(Matter, "assignee"),
        shown=("title", "organisation__name"),
        erase=give_up_matters,
    ),
    "matters": done_table(
        Matter,
        "created_by",
        _("Matters that you began"),
        ARCHIVED,
        how_long=CASE,
        shown=("title", "created", "acting_for", "state"),
        newest="created",
    ),
    "treatments": done_table(
        Treatment,
        "recorded_by",
        _("How matters are treated, where you planned or recorded it"),
        ARCHIVED,
        how_long=CASE,
        shown=("matter__title", "kind", "outcome", "recorded", "acting_for"),
        newest="recorded",
    ),
    "departures": done_table(
        Departure,
        "by",
        _("What you let leave the house, and to whom"),
        ARCHIVED,
        how_long=CASE,
        shown=("matter__title", "what", "receiver", "when", "journalled", "entry"),
        newest="when",
    ),
}


APP = register(
    App(
        label="decisions",
        visible={Matter: readable},
        log_words=LOG,
        log_names={"treatment.": {kind.value: kind.label for kind in TreatmentKind}.get},
        topic=Topic.MATTERS,
        notices=NOTICES,
        tasks=[matter_tasks],
        panels=(("organisation", of_organisation),),
        personal_data=TABLES,
        example=example,
        language_of={"body": official_form_by(Body), "matter": official_form_by(Matter)},
        letters={RECEIPT: LetterKind(_("receipt of a decision"), receipt_letter)},
        hooks=(FOLLOWED(Matter),),
    )
)
