"""Rules on firms that are written in: who writes, and when the link of the letter still answers."""

from django.utils.translation import gettext_lazy as _

from loftet.core.verdicts import ALLOWED, Denied, Verdict
from loftet.notices.noted.rules import is_coordinator
from loftet.people.actor import Actor
from loftet.solutions.told.models import ToldFirm

MOST_WAITING = 40  # firms of one coordinator that have not answered


def may_write_in_firm(actor: Actor, _subject: object) -> Verdict:
    """Check whether the actor may write in a firm: a coordinator, wherever the firm lies."""
    verdict, waiting = is_coordinator(actor), ToldFirm.objects.waiting(actor.now)
    if verdict and waiting.filter(written_by=actor.user).count() >= MOST_WAITING:
        return Denied(_("Forty firms have not answered you yet. Call them, or wait until some have."))
    return verdict


def may_answer_told(actor: Actor, told: ToldFirm) -> Verdict:
    """Check whether the link of a letter still answers: until the firm has published, and its day."""
    if told.made_id is not None:
        return Denied(_("It is published already. Sign in to change it."))
    if told.expires <= actor.now:
        return Denied(_("This link no longer holds. Use the newest letter, or ask the coordinator."))
    return ALLOWED
