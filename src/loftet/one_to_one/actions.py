"""The action by which one-to-one meetings are set up."""

import secrets
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from loftet.core.actions import action
from loftet.core.records import set_values
from loftet.core.registry import call_all
from loftet.core.versions import same_version
from loftet.invalid_input import InvalidInput
from loftet.meetings.models import Event
from loftet.meetings.rules import acts_for
from loftet.one_to_one.models import OneToOne
from loftet.one_to_one.rules import FRAME_CHANGED, frame_of, may_set_up
from loftet.people.actor import Actor

MOST_SEED = 999_999


@action("one_to_one.set_up", rule=may_set_up, creates=True, acting_for=acts_for)
def set_up(event: Event, written: Mapping[str, Any], version: int, *, actor: Actor) -> OneToOne:
    """Create or change the frame; the number of the lots is drawn once. A timetable of the old frame goes.

    Raises:
        InvalidInput: when a value is refused, or the days are in the wrong order.
        ChangedMeanwhile: when somebody else has changed the frame since `version` was read.
    """
    frame = frame_of(event) or OneToOne(event=event, version=0, seed=secrets.randbelow(MOST_SEED) + 1)
    same_version(frame.version, version)
    set_values(frame, written)
    if frame.wishes_by < actor.today:
        raise InvalidInput.because(_("Choose a day that is still to come."), field="wishes_by")
    if frame.day <= frame.answers_by:
        raise InvalidInput.because(
            _("The meetings come after the day for asking, and three days for answers.")
            if event.kind_of.is_matchmaking
            else _("The meetings come after the day for asking."),
            field="day",
        )
    last = frame.slots * (frame.minutes + frame.gap) - frame.gap
    if frame.begins.hour * 60 + frame.begins.minute + last > 24 * 60:
        raise InvalidInput.because(_("So many meetings do not end on the same day."), field="slots")
    frame.version += 1
    frame.save()
    call_all(FRAME_CHANGED, frame)
    return frame
