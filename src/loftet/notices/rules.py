"""The rules on following things and reading notices."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from loftet.core.verdicts import ALLOWED, HIDDEN, Denied, Verdict
from loftet.core.visible import visible_rows
from loftet.notices.followed import followed_kinds
from loftet.notices.models import Follow, Notice
from loftet.people.actor import Actor

NOT_FOLLOWED = Denied(_("This cannot be followed."))
NOT_YOURS = Denied(_("This is somebody else’s."))


def may_follow(actor: Actor, subject: Any) -> Verdict:
    """Check whether an actor may follow a thing: those who may see it, where an app lets it be followed."""
    if type(subject) not in followed_kinds():
        return NOT_FOLLOWED
    is_open = visible_rows(type(subject), actor).filter(pk=subject.pk).exists()
    return ALLOWED if is_open else Denied(HIDDEN)


def is_own(actor: Actor, row: Follow | Notice) -> Verdict:
    """Check whether a notice, or a followed thing, is the person's own."""
    return ALLOWED if row.user_id == actor.person.pk else NOT_YOURS
