"""Rules on input that has come: who reads it before it is shown, answers it, makes something of it."""

from django.utils.translation import gettext_lazy as _

from loftet.core.verdicts import ALLOWED, Denied, Verdict
from loftet.people.actor import Actor
from loftet.voices.models import Voice, VoiceGroup, VoiceState
from loftet.voices.rules import handles


def may_answer_group(actor: Actor, group: VoiceGroup) -> Verdict:
    """Check whether the actor may answer a group of input."""
    if group.is_settled:
        return Denied(_("The group has been answered, and those who asked for it have been told."))
    return handles(actor, group.owner)


def may_handle_group(actor: Actor, group: VoiceGroup) -> Verdict:
    """Check whether the actor may make something of a group."""
    return handles(actor, group.owner)


def may_dissolve(actor: Actor, group: VoiceGroup) -> Verdict:
    """Check whether the actor may dissolve a group: before it is answered or has become something."""
    if group.answered is not None or group.became.exists():
        return Denied(_("The group has an answer, or became something. It stays."))
    return may_handle_group(actor, group)


def may_read(actor: Actor, voice: Voice) -> Verdict:
    """Check whether the actor may publish or refuse some input: once, by those who answer for it."""
    if isinstance(verdict := handles(actor, voice.owner), Denied):
        return verdict
    if voice.state != VoiceState.WAITING:
        return Denied(_("Somebody else has read it already."))
    return ALLOWED
