"""What the log calls each action here, and what people are told of it."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from loftet.core.words import Words
from loftet.notices.words import NoticeWords

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
# What the log tells of a matter that its own page tells, too; all else stands there as treatments.
MILESTONES: Mapping[str, Words] = {
    "matter.written": _("wrote the matter"),
    "matter.prepared": _("prepared the matter"),
    "matter.taken_up": _("took the matter up"),
    "matter.published": _("published the matter"),
    "matter.led_out": _("led the matter to each municipality"),
    "matter.withdrawn": _("withdrew the matter"),
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
