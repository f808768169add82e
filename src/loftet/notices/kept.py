"""What is kept about a person in notices: handed out, let go of when erased, and when it is old."""

from datetime import datetime, timedelta

from loftet.notices.models import Digest, Follow, Mute, Notice, Wishes
from loftet.notices.queries.said import said
from loftet.people.kept import Kept, Rows
from loftet.people.models import User

KEPT_FOR = timedelta(days=365)


def own_notices(user: User) -> Rows:
    """Give what a person was told."""
    return [
        {"when": one.when, "kind": one.kind, "sentence": said(one).sentence, "read": one.read}
        for one in Notice.objects.filter(user=user)
    ]


def own_follows(user: User) -> Rows:
    """Give what a person follows or has followed."""
    return list(Follow.objects.filter(user=user).values("label", "address", "automatic", "since", "stopped"))


def own_letters(user: User) -> Rows:
    """Give when a person was sent a weekly letter."""
    return list(Digest.objects.filter(user=user).order_by("week").values("week", "sent"))


def own_wishes(user: User) -> Rows:
    """Give what a person has turned off or on."""
    return [
        *Mute.objects.filter(user=user).values("kind", "since"),
        *Wishes.objects.filter(user=user).values("weekly_letter"),
    ]


def erase_notices(user: User, _now: datetime) -> None:
    """Let go of what a person was told."""
    Notice.objects.filter(user=user).delete()


def erase_follows(user: User, _now: datetime) -> None:
    """Let go of what a person follows."""
    Follow.objects.filter(user=user).delete()


def erase_letters(user: User, _now: datetime) -> None:
    """Let go of when letters were sent."""
    Digest.objects.filter(user=user).delete()


def erase_wishes(user: User, _now: datetime) -> None:
    """Let go of what a person wanted."""
    Mute.objects.filter(user=user).delete()
    Wishes.objects.filter(user=user).delete()


def forget_notices(now: datetime) -> int:
    """Let go of notices that are older than a year."""
    return Notice.objects.filter(when__lte=now - KEPT_FOR).delete()[0]


def forget_letters(now: datetime) -> int:
    """Let go of when letters were sent more than a year ago."""
    return Digest.objects.filter(sent__lte=now - KEPT_FOR).delete()[0]


TABLES = {
    "notices": Kept(own_notices, erase_notices, forget_notices),
    "follows": Kept(own_follows, erase_follows),
    "weekly_letters": Kept(own_letters, erase_letters, forget_letters),
    "notice_wishes": Kept(own_wishes, erase_wishes),
}
