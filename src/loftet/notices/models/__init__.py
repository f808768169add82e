"""The models of what people follow, what they were told, and what they do not want to hear of."""

from loftet.notices.models.following import Follow
from loftet.notices.models.notices import Digest, Notice, NoticeQuerySet, Reason
from loftet.notices.models.settings import Mute, NotificationSettings

__all__ = ["Digest", "Follow", "Mute", "Notice", "NoticeQuerySet", "NotificationSettings", "Reason"]
