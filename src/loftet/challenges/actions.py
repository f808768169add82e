"""What can happen to a region's challenges: picked, reported, written about, withdrawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from loftet.challenges.facts import Then, kept
from loftet.challenges.models import About, Challenge, Origin
from loftet.challenges.rules import MAY_PICK, may_change, may_pick, speaks_through
from loftet.core.verdicts import demand
from loftet.core.versions import same_version
from loftet.invalid_input import InvalidInput
from loftet.log.actions import record
from loftet.people.models import User
from loftet.people.permissions import Permissions
from loftet.places.models import Place


class PickedAlready(InvalidInput):
    """The challenge is the region's own already."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who does it, as what, for which region of which members, and when."""

    user: User
    permissions: Permissions
    region: Place
    members: Sequence[Place]
    now: datetime
    language: str

    @property
    def acting_for(self) -> str:
        """Return the organisation on whose behalf it is done."""
        place = speaks_through(self.permissions, self.region, self.members)
        return self.permissions.on_behalf_of(place, *MAY_PICK) if place else ""


@dataclass(frozen=True, slots=True)
class Told:
    """What the municipalities report: in a few words, at length, who tells, and what they know in numbers."""

    title: str
    text: str
    said_by: str
    own_figures: str = ""


def pick(speaker: Speaker, about: About, key: str, edition: str, then: Then) -> Challenge:
    """Make a finding the region's own, with its words and figures as they are now.

    Raises:
        NotAllowed: when the person may not pick for the region.
        PickedAlready: when it is the region's own already.
    """
    demand(may_pick(speaker.permissions, speaker.region, speaker.members))
    challenge = Challenge(
        region=speaker.region,
        origin=Origin.TESTED,
        about=about,
        key=key,
        edition=edition,
        figures=kept(then.said),
        language=speaker.language,
        picked=speaker.now,
        picked_by=speaker.user,
        acting_for=speaker.acting_for,
        **{f"name_{language}": name for language, name in then.names.items()},
        **{f"sentence_{language}": sentence for language, sentence in then.sentences.items()},
    )
    try:
        with transaction.atomic():
            challenge.save()
            _record("challenge.picked", challenge, speaker, edition=edition, key=key)
    except IntegrityError as taken:
        raise PickedAlready.because(_("This challenge has been picked already.")) from taken
    return challenge


@transaction.atomic
def report(speaker: Speaker, told: Told) -> Challenge:
    """Keep what the municipalities tell that the national tables do not know.

    Raises:
        NotAllowed: when the person may not report for the region.
        InvalidInput: when it does not say what, or who tells of it.
    """
    demand(may_pick(speaker.permissions, speaker.region, speaker.members))
    if not (told.title.strip() and told.text.strip() and told.said_by.strip()):
        raise InvalidInput.because(_("A report says what the challenge is, and who tells of it."))
    challenge = Challenge.objects.create(
        region=speaker.region,
        origin=Origin.REPORTED,
        title=told.title.strip(),
        text=told.text.strip(),
        said_by=told.said_by.strip(),
        own_figures=told.own_figures.strip(),
        language=speaker.language,
        picked=speaker.now,
        picked_by=speaker.user,
        acting_for=speaker.acting_for,
    )
    _record("challenge.reported", challenge, speaker)
    return challenge


@transaction.atomic
def revise(speaker: Speaker, challenge: Challenge, version: int, *, text: str, own_figures: str) -> Challenge:
    """Write what the region says of a challenge; what was found and frozen stays as it was.

    Raises:
        NotAllowed: when the person may not.
        ChangedMeanwhile: when somebody else has changed it since `version` was read.
        InvalidInput: when a reported challenge would say nothing.
    """
    current = _locked(speaker, challenge, version)
    if current.origin == Origin.REPORTED and not text.strip():
        raise InvalidInput.because(_("A reported challenge says what it is about."), field="text")
    current.text, current.own_figures = text.strip(), own_figures.strip()
    current.version += 1
    current.save(update_fields=["text", "own_figures", "version"])
    _record("challenge.revised", current, speaker, version=current.version)
    return current


@transaction.atomic
def withdraw(speaker: Speaker, challenge: Challenge, version: int, reason: str) -> Challenge:
    """Withdraw a challenge; its page stays, with the reason.

    Raises:
        NotAllowed: when the person may not.
        ChangedMeanwhile: when somebody else has changed it since `version` was read.
        InvalidInput: when there is no reason.
    """
    current = _locked(speaker, challenge, version)
    if not reason.strip():
        raise InvalidInput.because(_("Write why the challenge is withdrawn."), field="reason")
    current.withdrawn, current.reason = speaker.now, reason.strip()
    current.version += 1
    current.save(update_fields=["withdrawn", "reason", "version"])
    _record("challenge.withdrawn", current, speaker)
    return current


def _locked(speaker: Speaker, challenge: Challenge, version: int) -> Challenge:
    current = Challenge.objects.select_for_update().select_related("region").get(pk=challenge.pk)
    demand(may_change(speaker.permissions, current, speaker.members))
    same_version(current.version, version)
    return current


def _record(action: str, subject: Model, speaker: Speaker, **details: str | int) -> None:
    record(
        action,
        subject,
        by=speaker.user,
        acting_for=speaker.acting_for,
        scope=speaker.region.slug,
        details=details,
    )
