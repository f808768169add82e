"""The models of what people follow, were told, do not want to hear of, and of what is written in for them."""

from loftet.notices.models.following import Follow
from loftet.notices.models.noted import How, Noted, Reply
from loftet.notices.models.notices import Digest, Notice, NoticeQuerySet, Reason
from loftet.notices.models.settings import Mute, NotificationSettings

__all__ = [
    "Digest",
    "Follow",
    "How",
    "Mute",
    "Noted",
    "Notice",
    "NoticeQuerySet",
    "NotificationSettings",
    "Reason",
    "Reply",
]
