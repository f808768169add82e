"""Actions that make something from a group of input: a need, a challenge or a project."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from loftet.challenges.actions import report_challenge
from loftet.core.actions import action
from loftet.core.values import LONGEST_TEXT
from loftet.needs.actions import write_need
from loftet.people.actor import Actor
from loftet.pools.actions import region_of
from loftet.projects.actions import start_project
from loftet.voice_answers.rules import may_handle_group
from loftet.voices.models import Became, VoiceGroup


def _quoted(group: VoiceGroup) -> str:
    """Return what a group says, as far as a record has room for it; no names."""
    texts = group.voices.published().values_list("text", flat=True)[:20]
    first = _("Input to the question «%(title)s»:") % {"title": group.question.title}
    return "\n".join((first, *(f"– {one}" for one in texts)))[:LONGEST_TEXT]


def _need_of(group: VoiceGroup, actor: Actor) -> dict[str, Any]:
    written = {"title": group.name, "problem": _quoted(group), "challenge": group.question.challenge}
    return {"need": write_need(group.owner, written, actor=actor)}


def _challenge_of(group: VoiceGroup, actor: Actor) -> dict[str, Any]:
    region = region_of(group.owner, actor.today)
    said_by = _("inhabitants of %(place)s") % {"place": group.owner.short_name}
    written = {"title": group.name, "text": _quoted(group), "said_by": said_by, "own_figures": ""}
    language = group.owner.official_form
    return {"challenge": report_challenge(region, written, language, actor=actor)}


def _project_of(group: VoiceGroup, actor: Actor) -> dict[str, Any]:
    written = {"title": group.name, "text": _quoted(group), "starts_on": actor.today}
    written["challenge"] = group.question.challenge
    return {"project": start_project(group.owner, written, actor=actor)}


MAKES: Mapping[str, Callable[[VoiceGroup, Actor], dict[str, Any]]] = {
    "behov": _need_of,
    "utfordring": _challenge_of,
    "prosjekt": _project_of,
}


@action("voices.became", rule=may_handle_group, creates=True, subject=lambda done: done.record)
def make_of_group(group: VoiceGroup, kind: str, *, actor: Actor) -> Became:
    """Create the draft of a need or a project from a group, or report it as a challenge of the region.

    Raises:
        NotAllowed: when the actor may not do that for the municipality.
    """
    return Became.objects.create(group=group, when=actor.now, **MAKES[kind](group, actor))
