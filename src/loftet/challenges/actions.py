"""The actions on a region's challenges: picked, reported, written about, withdrawn."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from loftet.challenges.frozen import FrozenFinding, figures_of
from loftet.challenges.models import Challenge, Origin
from loftet.challenges.rules import may_change, may_pick, speaks_as
from loftet.core.actions import Done, action
from loftet.invalid_input import InvalidInput
from loftet.people.actor import Actor
from loftet.places.models import Place


class PickedAlready(InvalidInput):
    """The challenge is the region's own already."""


def _on_behalf_of(actor: Actor, challenge: Challenge) -> str:
    return speaks_as(actor, challenge.region)


def _finding(done: Done) -> Mapping[str, str]:
    return {"edition": done.result.edition, "key": done.result.key}


def _version(done: Done) -> Mapping[str, int]:
    return {"version": done.record.version}


@action(
    "challenge.picked", rule=may_pick, creates=True, locks_parent=True, acting_for=speaks_as, details=_finding
)
def pick_challenge(region: Place, found: FrozenFinding, language: str, *, actor: Actor) -> Challenge:
    """Create a challenge of a region from a finding, with its words and figures as they are now.

    Raises:
        PickedAlready: when it is the region's own already.
    """
    standing = Challenge.objects.standing().filter(region=region, origin=Origin.TESTED)
    if standing.filter(about=found.about, key=found.key).exists():
        raise PickedAlready.because(_("This challenge has been picked already."))
    return Challenge.objects.create(
        region=region,
        origin=Origin.TESTED,
        about=found.about,
        key=found.key,
        edition=found.edition,
        figures=figures_of(found.said),
        language=language,
        picked=actor.now,
        picked_by=actor.person,
        acting_for=speaks_as(actor, region),
        **{f"name_{language}": name for language, name in found.names.items()},
        **{f"sentence_{language}": sentence for language, sentence in found.sentences.items()},
    )


@action("challenge.reported", rule=may_pick, creates=True, acting_for=speaks_as)
def report_challenge(region: Place, written: Mapping[str, Any], language: str, *, actor: Actor) -> Challenge:
    """Create a challenge that the municipalities report and that the national tables do not know.

    Raises:
        InvalidInput: when it does not say what, or who tells of it.
    """
    texts = {name: text.strip() for name, text in written.items()}
    if not (texts["title"] and texts["text"] and texts["said_by"]):
        raise InvalidInput.because(_("A report says what the challenge is, and who tells of it."))
    return Challenge.objects.create(
        region=region,
        origin=Origin.REPORTED,
        language=language,
        picked=actor.now,
        picked_by=actor.person,
        acting_for=speaks_as(actor, region),
        **texts,
    )


@action("challenge.revised", rule=may_change, acting_for=_on_behalf_of, details=_version)
def revise_challenge(challenge: Challenge, written: Mapping[str, Any], *, actor: Actor) -> Challenge:
    """Change what the region says of a challenge; what was found and frozen stays as it was.

    Raises:
        InvalidInput: when a reported challenge would say nothing.
    """
    text = written["text"].strip()
    if challenge.origin == Origin.REPORTED and not text:
        raise InvalidInput.because(_("A reported challenge says what it is about."), field="text")
    challenge.text, challenge.own_figures = text, written["own_figures"].strip()
    return challenge


@action("challenge.withdrawn", rule=may_change, acting_for=_on_behalf_of)
def withdraw_challenge(challenge: Challenge, written: Mapping[str, Any], *, actor: Actor) -> Challenge:
    """Withdraw a challenge; its page stays, with the reason.

    Raises:
        InvalidInput: when there is no reason.
    """
    reason = written["reason"].strip()
    if not reason:
        raise InvalidInput.because(_("Write why the challenge is withdrawn."), field="reason")
    challenge.withdrawn, challenge.reason = actor.now, reason
    return challenge
