"""The rules on following things and reading notices."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from loftet.core.verdicts import ALLOWED, Denied, Verdict
from loftet.notices.followed import followed_kinds
from loftet.notices.models import Follow, Notice
from loftet.people.actor import Actor

NOT_FOLLOWED = Denied(_("This cannot be followed."))
NOT_YOURS = Denied(_("This is somebody else’s."))


def may_follow(actor: Actor, subject: Any) -> Verdict:
    """Check whether an actor may follow a thing: those who may see it, where an app lets it be followed."""
    kind = followed_kinds().get(type(subject))
    return NOT_FOLLOWED if kind is None else kind.may_see(actor.permissions, subject)


def is_own(actor: Actor, row: Follow | Notice) -> Verdict:
    """Check whether a notice, or a followed thing, is the person's own."""
    return ALLOWED if row.user_id == actor.person.pk else NOT_YOURS
