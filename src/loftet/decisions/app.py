"""What bodies and matters add to the other apps."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext_lazy as _

from loftet.core.registry import App, NoticeWords, Task, register
from loftet.core.words import Words
from loftet.decisions.example import example
from loftet.decisions.models import Departure, Matter, Treatment, TreatmentKind
from loftet.decisions.panels import of_organisation
from loftet.decisions.queries import bodies, matters
from loftet.decisions.queries.waiting import tasks_for
from loftet.decisions.rules import may_see
from loftet.notices.followed import register_followed
from loftet.people.actor import Actor
from loftet.people.personal_data import DataDescription, DataTable, Group, pointing

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
    "matter.revised": _("wrote a matter anew"),
    "matter.published": _("published a matter"),
    "matter.withdrawn": _("withdrew a matter"),
    "matter.led_out": _("led a matter to each municipality"),
    "matter.left": _("let a matter leave the house, and answered about the journal"),
    "treatment.planned": _("planned a treatment"),
    "treatment.moved": _("planned a treatment anew"),
    "treatment.called_off": _("called a treatment off"),
    "treatment.recorded": _("recorded what came of a treatment"),
    "treatment.corrected": _("corrected what came of a treatment"),
    "treatment.delegated": _("recorded a decision by delegation"),
    "follow_up.added": _("added what is to be done"),
    "follow_up.revised": _("changed what is to be done"),
    "follow_up.done": _("marked something as done"),
}
NOTICES: Mapping[str, NoticeWords] = {
    "matter.prepared": NoticeWords(
        _("%(preparer)s has prepared «%(title)s» for you. It waits until you take it up."),
        _("matters that others prepare for us"),
    ),
    "matter.taken_up": NoticeWords(
        _("%(organisation)s has taken up «%(title)s»."), _("matters that are taken up")
    ),
    "matter.revised": NoticeWords(
        _("«%(title)s» has been written anew."), _("public matters that are written anew")
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
    "matters": DataTable(
        DataDescription(Group.DONE, _("Matters that you began"), ARCHIVED, CASE),
        pointing(Matter, "created_by"),
        shown=("title", "created", "acting_for", "state"),
        newest="created",
    ),
    "treatments": DataTable(
        DataDescription(
            Group.DONE, _("How matters are treated, where you planned or recorded it"), ARCHIVED, CASE
        ),
        pointing(Treatment, "recorded_by"),
        shown=("matter__title", "kind", "outcome", "recorded", "acting_for"),
        newest="recorded",
    ),
    "departures": DataTable(
        DataDescription(Group.DONE, _("What you let leave the house, and to whom"), ARCHIVED, CASE),
        pointing(Departure, "by"),
        shown=("matter__title", "what", "receiver", "when", "journalled", "entry"),
        newest="when",
    ),
}


def tasks(actor: Actor) -> Iterable[Task]:
    """Return what waits for somebody."""
    return tasks_for(actor.permissions, actor.today)


APP = register(
    App(
        label="decisions",
        log_words=LOG,
        log_names={"treatment.": {kind.value: kind.label for kind in TreatmentKind}.get},
        notices=NOTICES,
        tasks=tasks,
        panels={"organisation": of_organisation},
        personal_data=TABLES,
        example=example,
        language_of={"body": bodies.official_form, "matter": matters.official_form},
    )
)
register_followed(Matter, may_see, *Matter.lock_with)
