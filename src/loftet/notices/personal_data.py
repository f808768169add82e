"""The personal data in notices: exported, and removed with the person or when it is old."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from loftet.notices.models import Digest, Follow, Mute, Noted, Notice, NotificationSettings
from loftet.notices.queries.texts import text_of
from loftet.people.models import User
from loftet.people.personal_data import DataDescription, DataTable, Group, done_table, pointing

KEPT_FOR, NOTED_KEPT_FOR = timedelta(days=365), timedelta(days=730)


A_YEAR = _("a year, or until the person is erased")
CHOSEN = _("until the person chooses otherwise, or is erased")
TOLD_OF = _("so that you are told of what you follow, and only once")
WANTED = _("so that you are told of nothing that you do not want")


def serialize_notice(one: Notice, _user: User) -> Mapping[str, Any]:
    """Return a notice as the person reads it."""
    return {"when": one.when, "kind": one.kind, "sentence": text_of(one).sentence, "read": one.read}


def erase_notices(user: User, _now: datetime) -> None:
    """Remove a person's notices."""
    Notice.objects.filter(user=user).delete()


def erase_follows(user: User, _now: datetime) -> None:
    """Remove what a person follows."""
    Follow.objects.filter(user=user).delete()


def erase_letters(user: User, _now: datetime) -> None:
    """Remove when letters were sent."""
    Digest.objects.filter(user=user).delete()


def erase_mutes(user: User, _now: datetime) -> None:
    """Remove which kinds of notice a person turned off."""
    Mute.objects.filter(user=user).delete()


def erase_settings(user: User, _now: datetime) -> None:
    """Remove whether a person wanted letters."""
    NotificationSettings.objects.filter(user=user).delete()


def forget_notices(now: datetime) -> int:
    """Remove notices that are older than a year."""
    return Notice.objects.filter(when__lte=now - KEPT_FOR).delete()[0]


def forget_letters(now: datetime) -> int:
    """Remove letters of weeks that are more than a year ago."""
    return Digest.objects.filter(week__lte=(now - KEPT_FOR).date()).delete()[0]


def forget_noted(now: datetime) -> int:
    """Remove what was written in for others more than two years ago: the records that came of it stay."""
    return Noted.objects.filter(written__lte=now - NOTED_KEPT_FOR).delete()[0]


TABLES: Mapping[str, DataTable] = {
    "notices": DataTable(
        DataDescription(
            Group.TOLD, _("What you were told, when and why, and whether it is read"), TOLD_OF, A_YEAR
        ),
        pointing(Notice, "user"),
        serialize=serialize_notice,
        newest="when",
        erase=erase_notices,
        forget=forget_notices,
    ),
    "follows": DataTable(
        DataDescription(
            Group.TOLD,
            _("What you follow or have stopped following"),
            TOLD_OF,
            _("until the person is erased"),
        ),
        pointing(Follow, "user"),
        shown=("label", "address", "automatic", "since", "stopped"),
        newest="since",
        erase=erase_follows,
    ),
    "weekly_letters": DataTable(
        DataDescription(
            Group.TOLD,
            _("In which weeks you were sent a letter"),
            _("so that you are sent one letter a week at the most"),
            A_YEAR,
        ),
        lambda user: Digest.objects.filter(user=user).order_by("week"),
        shown=("week", "sent"),
        newest="sent",
        erase=erase_letters,
        forget=forget_letters,
    ),
    "noted": done_table(
        Noted,
        lambda user: Noted.objects.filter(Q(written_by=user) | Q(asked=user)),
        _("What you have written in for others, and what you were asked to confirm and replied"),
        _("so that everybody sees who said it, who wrote it, and who confirmed it"),
        how_long=_("two years; of an erased person only the number is left"),
        shown=("kind", "said_by", "how", "said_on", "written", "reply", "replied"),
        newest="written",
        forget=forget_noted,
    ),
    "notices_turned_off": DataTable(
        DataDescription(Group.TOLD, _("Kinds of notice that you have turned off"), WANTED, CHOSEN),
        pointing(Mute, "user"),
        shown=("kind", "since"),
        newest="since",
        erase=erase_mutes,
    ),
    "letter_wishes": DataTable(
        DataDescription(Group.TOLD, _("Whether you want the weekly letter"), WANTED, CHOSEN),
        pointing(NotificationSettings, "user"),
        shown=("weekly_letter",),
        erase=erase_settings,
    ),
}
