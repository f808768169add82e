"""The tables of voices about persons, and for how long they are kept."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from loftet.people.models import User
from loftet.people.personal_data import DataDescription, DataTable, Group, done_table
from loftet.voices.models import AddressCheck, Voice, VoiceQuestion, VoiceSetting, VoiceState

REFUSED_KEPT_FOR, ADDRESS_KEPT_FOR = timedelta(days=30), timedelta(days=365)
UNREAD_KEPT_FOR = timedelta(days=365)
CHECK_KEPT_FOR = timedelta(days=1)


def _given_by(user: User) -> QuerySet[Any]:
    return Voice.objects.filter(email__iexact=user.email) if user.email else Voice.objects.none()


def _erase_given(user: User, _now: datetime) -> None:
    _given_by(user).update(email="", name="")


def _forget_given(now: datetime) -> int:
    """Remove refused input after 30 days, what nobody has read after a year, and then names and addresses."""
    refused = Q(state=VoiceState.REFUSED, read__lte=now - REFUSED_KEPT_FOR)
    unread = Q(state=VoiceState.WAITING, received__lte=now - UNREAD_KEPT_FOR)
    removed = Voice.objects.filter(refused | unread).delete()[0]
    old = Voice.objects.filter(received__lte=now - ADDRESS_KEPT_FOR).exclude(Q(email="") & Q(name=""))
    return int(removed) + old.update(email="", name="")


def _checks_of(user: User) -> QuerySet[Any]:
    return AddressCheck.objects.filter(email__iexact=user.email)


def _erase_checks(user: User, _now: datetime) -> None:
    _checks_of(user).delete()


def _forget_checks(now: datetime) -> int:
    return int(AddressCheck.objects.filter(asked__lte=now - CHECK_KEPT_FOR).delete()[0])


PERSONAL_DATA = {
    "voice_questions": done_table(
        VoiceQuestion,
        "written_by",
        _("Questions to inhabitants that you wrote"),
        _("so that somebody can be asked about it"),
        shown=("organisation__name", "title", "state", "written"),
        newest="written",
    ),
    "voice_settings": done_table(
        VoiceSetting,
        "answerer",
        _("Municipalities in which you answer inhabitants"),
        _("so that all know who answers"),
        shown=("organisation__name", "days"),
    ),
    "voices_given": DataTable(
        DataDescription(
            Group.TOLD,
            _("Input that you gave, with an address that you confirmed"),
            _("so that you get the answer"),
            _(
                "the address until the answer is sent, at most a year; the name for a year; the text with "
                "the question, for a year where nobody has read it, or for 30 days where it is not published"
            ),
        ),
        _given_by,
        shown=("question__title", "text", "name", "email", "received", "state", "reason"),
        newest="received",
        erase=_erase_given,
        forget=_forget_given,
    ),
    "voice_checks": DataTable(
        DataDescription(
            Group.TOLD,
            _("Addresses with input that nobody has confirmed yet"),
            _("so that nobody gives the address of another"),
            _("for a day"),
        ),
        _checks_of,
        shown=("email", "asked"),
        newest="asked",
        erase=_erase_checks,
        forget=_forget_checks,
    ),
}
